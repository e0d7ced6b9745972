package dev.syncline.dialect.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.ReadReport.TouchedCells;

/// Gathers what is to be told of a reading.
public final class ReadTally {

    private record Cells(String column, ValueTrouble trouble) {}

    private final Map<Cells, Long> touched = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private long nullKeys;

    public void nullKeys(long rows) {
        nullKeys += rows;
    }

    public void touched(String column, ValueTrouble trouble, long cells) {
        touched.merge(new Cells(column, trouble), cells, Long::sum);
    }

    public void note(String sentence) {
        notes.add(sentence);
    }

    /// Adds what another session has found in other rows of the same table.
    public void add(ReadReport other) {
        nullKeys += other.nullKeys();
        other.touched().forEach(cells -> touched(cells.column(), cells.trouble(), cells.cells()));
    }

    public ReadReport report() {
        List<TouchedCells> cells = touched.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new TouchedCells(entry.getKey().column(), entry.getKey().trouble(), entry.getValue()))
                .toList();
        return new ReadReport(nullKeys, cells, notes);
    }
}
