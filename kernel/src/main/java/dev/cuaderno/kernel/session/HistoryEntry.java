package dev.cuaderno.kernel.session;

/// A cell that was run.
///
/// @param session the number of the kernel that ran it, from 1
/// @param line its execution count
/// @param result the plain text of its value; null where it had none
record HistoryEntry(int session, int line, String code, String result) {}
