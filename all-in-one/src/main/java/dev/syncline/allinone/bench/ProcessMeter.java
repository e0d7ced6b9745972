package dev.syncline.allinone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// CPU time and memory of a process, from Linux's /proc.
///
/// @param name what the table calls it
record ProcessMeter(String name, long pid) {

    private static final double TICKS_PER_SECOND = 100;

    /// Seconds of CPU so far, of the process, of its children (a database has one for each session) and of those it has waited for.
    double cpuSeconds() {
        if (pid == ProcessHandle.current().pid()) {
            return cpuSeconds(pid); // its children are the other meters' processes
        }
        return cpuSeconds(pid)
                + ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).mapToDouble(child -> cpuSeconds(child.pid())).sum();
    }

    private double cpuSeconds(long process) {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        } catch (IOException _) {
            return 0; // it has just ended
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /// The most memory it has held since it began, or since [#resetPeak].
    double peakMiB() {
        return read("status").lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /// What is alive in the heap of a JVM, after a collection of everything.
    double liveHeapMiB() {
        try {
            Process histogram = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), "GC.class_histogram").start();
            try (BufferedReader lines = histogram.inputReader()) {
                // The last line is: Total, objects, bytes
                return lines.lines()
                        .filter(line -> line.startsWith("Total"))
                        .mapToDouble(line -> Double.parseDouble(line.strip().split(" +")[2]) / (1 << 20))
                        .findFirst()
                        .orElse(0);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The heap of %s (%d) cannot be looked at; that needs a JDK's jcmd".formatted(name, pid), e);
        }
    }

    void resetPeak() {
        try {
            Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
        } catch (IOException _) {
            // Not permitted everywhere; the peak is then that of the whole life.
        }
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file));
        } catch (IOException e) {
            throw new IllegalStateException("The process %s (%d) is gone".formatted(name, pid), e);
        }
    }
}
