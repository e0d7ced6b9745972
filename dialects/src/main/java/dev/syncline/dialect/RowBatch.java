package dev.syncline.dialect;

import java.io.InputStream;

/// Whole rows that are appended together.
///
/// How many there are and where they end is known once all of them have been read; where they are gathered beforehand
/// ([TargetDialect#takesRowsAsTheyCome]), at once.
public interface RowBatch {

    /// What was taken before it.
    Ledger before();

    /// Its rows in neutral text, to be read once. Reading waits for rows that are still on their way, and throws what the rows' provider throws
    /// where they do not come: the batch must then not become part of the target.
    InputStream rows();

    /// How many rows were announced; another count in the target is a failure with `UNPROVEN`.
    long count();

    /// Which of [RareEscapes] may occur in the rows.
    int rareEscapes();

    /// What has been taken once it is in.
    Ledger after();
}
