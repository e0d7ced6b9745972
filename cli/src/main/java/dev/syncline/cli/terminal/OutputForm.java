package dev.syncline.cli.terminal;

/// How an answer is written on standard output: the words of `-o`.
public enum OutputForm {
    TABLE,
    /// With more columns.
    WIDE,
    /// The interface's own document.
    JSON,
    /// The same as YAML.
    YAML,
    /// One name on each line.
    NAME
}
