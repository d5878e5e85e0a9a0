package dev.cuaderno.worker;

import java.io.Serializable;

/// What a task gives.
///
/// @param value stays here, to be shown or assigned; null for none
/// @param answer is sent to the front; null for none
record Reply(Object value, Serializable answer) {}
