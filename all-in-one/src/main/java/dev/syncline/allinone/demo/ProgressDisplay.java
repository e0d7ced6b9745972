package dev.syncline.allinone.demo;

import java.io.PrintStream;
import java.util.List;

/// A bar per table, redrawn in place on a terminal; elsewhere a line each few seconds.
final class ProgressDisplay {

    private static final int BAR = 24;
    private static final long QUIET_NANOS = 2_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final long begin = System.nanoTime();
    private int drawn;
    private long nextLine;

    ProgressDisplay(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// A table as it stands.
    ///
    /// @param expected rows by the catalogue's estimate, or exactly once they have been read; -1 where unknown
    record Line(String table, String state, long rows, long expected) {

        private double share() {
            if (state.equals("LOADED") || state.equals("SUCCEEDED")) {
                return 1;
            }
            return expected <= 0 ? 0 : Math.min(0.99, (double) rows / expected);
        }
    }

    void show(List<Line> lines, boolean last) {
        if (terminal) {
            redraw(lines);
        } else if (last || System.nanoTime() >= nextLine) {
            long done = lines.stream().filter(line -> line.share() == 1).count();
            out.printf("  %d of %d tables, %,d rows, %,.0f rows/s%n", done, lines.size(), rows(lines), rows(lines) / seconds());
            nextLine = System.nanoTime() + QUIET_NANOS;
        }
    }

    private void redraw(List<Line> lines) {
        StringBuilder screen = new StringBuilder();
        if (drawn > 0) {
            screen.append("\033[").append(drawn).append('A');
        }
        for (Line line : lines) {
            int full = (int) Math.round(line.share() * BAR);
            screen.append("\033[2K  %-16s %s%s %,12d rows  %s%n".formatted(
                    line.table(), "█".repeat(full), "░".repeat(BAR - full), line.rows(), line.state().toLowerCase(java.util.Locale.ROOT)));
        }
        screen.append("\033[2K  %,d rows, %.1f s, %,.0f rows/s%n".formatted(rows(lines), seconds(), rows(lines) / seconds()));
        drawn = lines.size() + 1;
        out.print(screen);
        out.flush();
    }

    private static long rows(List<Line> lines) {
        return lines.stream().mapToLong(Line::rows).sum();
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }
}
