package dev.syncline.contracts.chunk;

/// The form in which the rows of an extraction travel, all of them in the same.
public enum RowFormat {
    /// The text of PostgreSQL's COPY: tab, newline, `\N`, backslash escapes. Every target takes it.
    TEXT("text/1"),
    /// The tuples of PostgreSQL's binary COPY, without what stands before the first and behind the last of them. Only for targets whose columns have the very
    /// types of the source.
    POSTGRESQL_BINARY("postgresql-binary/1");

    private final String word;

    RowFormat(String word) {
        this.word = word;
    }

    /// What a chunk's header calls it.
    public String word() {
        return word;
    }

    /// @throws IllegalArgumentException where this version does not know it
    static RowFormat of(String word) {
        for (RowFormat format : values()) {
            if (format.word.equals(word)) {
                return format;
            }
        }
        throw new IllegalArgumentException("Unknown chunk format " + word);
    }
}
