/// Help while code is being written: completion and inspection. It reads code with the compiler's
/// tree API beside the session and runs nothing, so that it answers while a cell runs.
package dev.cuaderno.kernel.assist;
