package dev.syncline.dialect.load;

import java.io.InputStream;

import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.dialect.read.RareEscapes;

/// Whole rows that are appended together.
///
/// The target takes them as they come: it reads [#rows], and how many there are and where they end is known once all of them have been read. A target that must
/// know that beforehand calls [#gather] first.
public interface RowBatch {

    /// What was taken before it.
    Ledger before();

    /// Waits until all of its rows are here, and has the worker hold them until they are read. Such a batch is smaller, where large ones are worthwhile. Throws what
    /// the rows' provider throws where they do not come; to be called before a transaction begins.
    void gather();

    /// The format of its rows, one that the target takes; known from the beginning.
    default RowFormat format() {
        return RowFormat.TEXT;
    }

    /// Its rows, to be read once. Reading waits for rows that are still on their way, and throws what the rows' provider throws
    /// where they do not come: the batch must then not become part of the target.
    InputStream rows();

    /// How many rows were announced, once that is known; another count in the target is a failure with `UNPROVEN`.
    long count();

    /// Which of [RareEscapes] may occur in the rows, once that is known.
    int rareEscapes();

    /// What has been taken once it is in; known with the count.
    Ledger after();
}
