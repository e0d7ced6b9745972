package dev.syncline.scheduler.record;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SharedReadingsTest {

    private static final UUID RUN = UUID.randomUUID();

    private final SharedReadings<Integer> readings = new SharedReadings<>(Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory()));
    private final AtomicInteger read = new AtomicInteger();

    @Test
    void whoeverAsksWhileItIsReadSharesTheNextReadingAndNeverThisOne() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = people.submit(() -> readings.read(RUN, () -> {
                begun.countDown();
                await(goOn);
                return read.incrementAndGet();
            }));
            begun.await();
            List<Future<Integer>> later = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                later.add(people.submit(() -> readings.read(RUN, read::incrementAndGet)));
            }
            Awaitility.await().until(() -> readings.asking(RUN) == 51);
            assertThat(readings.read(UUID.randomUUID(), () -> 77)).as("another run waits for nobody").isEqualTo(77);
            goOn.countDown();
            assertThat(first.get()).isEqualTo(1);
            for (Future<Integer> each : later) {
                assertThat(each.get()).as("what began after it was asked for").isEqualTo(2);
            }
        }
        assertThat(read.get()).as("readings for 51 people").isEqualTo(2);
    }

    @Test
    void oneAfterTheOtherEachSeesWhatIsNew() {
        for (int i = 1; i <= 5; i++) {
            assertThat(readings.read(RUN, read::incrementAndGet)).isEqualTo(i);
        }
    }

    @Test
    void aFailureIsToldAsItIsAndTheNextOneReadsAgain() {
        assertThatThrownBy(() -> readings.read(RUN, () -> {
            throw new IllegalArgumentException("gone");
        })).isInstanceOf(IllegalArgumentException.class).hasMessage("gone");
        assertThat(readings.read(RUN, read::incrementAndGet)).isEqualTo(1);
    }

    @Test
    void whatNobodyAsksForIsForgotten() {
        for (int i = 0; i < 1_000; i++) {
            readings.read(UUID.randomUUID(), read::incrementAndGet);
        }
        assertThat(readings.size()).isLessThan(500);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
