package dev.syncline.cli.file;

/// Where something stands in a file.
record Place(String file, int line, int column) {

    @Override
    public String toString() {
        return "%s:%d:%d".formatted(file, line, column);
    }
}
