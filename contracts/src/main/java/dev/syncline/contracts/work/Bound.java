package dev.syncline.contracts.work;

import java.util.List;

/// A value of an incremental key: the neutral text of each of its columns, in the key's order; never null inside.
public record Bound(List<String> values) {

    public Bound {
        values = List.copyOf(values);
    }
}
