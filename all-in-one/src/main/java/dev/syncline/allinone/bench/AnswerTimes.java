package dev.syncline.allinone.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Asks some questions again and again, each by itself, and keeps how long their answers took.
final class AnswerTimes implements AutoCloseable {

    private static final int PAUSE_MILLIS = 1_000;

    /// @param each how many pauses there are between two times that it is asked
    record Question(String name, String url, int each) {}

    private final TimedReader reader;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<String, Queue<Double>> seconds = new LinkedHashMap<>();
    private final List<Future<?>> asking = new ArrayList<>();

    AnswerTimes(String token, List<Question> questions) {
        reader = new TimedReader(token);
        questions.forEach(question -> {
            Queue<Double> own = new ConcurrentLinkedQueue<>();
            seconds.put(question.name(), own);
            asking.add(threads.submit(() -> {
                for (int pauses = 0; !stopped.get(); pauses++) {
                    if (pauses % question.each() == 0) {
                        own.add(reader.ask(question.url()));
                    }
                    Thread.sleep(PAUSE_MILLIS);
                }
                return true;
            }));
        });
    }

    /// Asks no more, and prints a line for each question.
    void print(PrintStream out, String goal) throws Exception {
        stopped.set(true);
        for (Future<?> one : asking) {
            one.get();
        }
        seconds.forEach((name, own) -> {
            List<Double> all = List.copyOf(own);
            out.printf("| answer: %s | p50 %.3f s, p95 %.3f s, at most %.3f s of %,d | %s |%n",
                    name, Report.part(all, 0.5), Report.part(all, 0.95), Report.part(all, 1), all.size(), goal);
        });
    }

    @Override
    public void close() {
        stopped.set(true);
        threads.shutdownNow();
        reader.close();
    }
}
