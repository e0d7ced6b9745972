package dev.syncline.testsupport.streamload;

/// One load as the server remembers it: of a body over HTTP, or of an INSERT with a label.
///
/// @param rows rows sent, of which the last of a key wins; 0 unless committed
public record Load(long transaction, String database, String table, String label, EmulatedLoadState state, long rows, String reason) {}
