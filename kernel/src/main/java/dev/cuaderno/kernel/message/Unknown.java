package dev.cuaderno.kernel.message;

import com.google.gson.JsonObject;

/// A message whose type is not in [MessageTypes]; its header names it.
public record Unknown(JsonObject content) implements Content {}
