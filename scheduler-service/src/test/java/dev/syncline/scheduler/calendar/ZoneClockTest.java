package dev.syncline.scheduler.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.syncline.scheduler.calendar.Schedule.Daily;
import dev.syncline.scheduler.calendar.Schedule.Hourly;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Every clock change of every zone that there is (A19).
class ZoneClockTest {

    private static final Instant LAST = Instant.parse("2040-01-01T00:00:00Z");
    private static final LocalPattern HALF_HOURS =
            LocalPattern.of(new Daily(IntStream.range(0, 48).mapToObj(half -> LocalTime.MIDNIGHT.plusMinutes(30 * half)).toList()));
    private static final LocalPattern QUARTERS = LocalPattern.of(new Hourly(List.of(15, 45)));

    @Test
    void clockChangesAreFurtherApartThanTheyAreLong() {
        forEveryChange(change -> {
            Duration length = change.change().getDuration().abs();
            ZoneOffsetTransition next = change.rules().nextTransition(change.change().getInstant());

            assertThat(next == null || next.getInstant().isAfter(change.change().getInstant().plus(length.multipliedBy(2))))
                    .as("%s %s", change, next)
                    .isTrue();
        });
    }

    @Test
    void aroundEveryClockChangeEveryNamedTimeFiresOnce() {
        forEveryChange(change -> {
            TreeSet<Instant> expected = new TreeSet<>();
            LocalDateTime begin = change.change().getDateTimeBefore().toLocalDate().minusDays(2).atStartOfDay();
            for (int half = 0; half < 48 * 5; half++) {
                expected.add(begin.plusMinutes(30L * half).atZone(change.zone()).toInstant());
            }

            assertThat(found(change, new ZoneClock(change.rules())::nextOfWallClock, HALF_HOURS))
                    .as("%s", change)
                    .isEqualTo(within(expected, change));
        });
    }

    @Test
    void aroundEveryClockChangeTheClockIsFollowed() {
        forEveryChange(change -> {
            TreeSet<Instant> expected = new TreeSet<>();
            for (Instant at = from(change); !at.isAfter(to(change)); at = at.plusSeconds(30)) {
                LocalTime shown = LocalTime.ofInstant(at, change.zone());
                if (shown.getSecond() == 0 && shown.getMinute() % 30 == 15) {
                    expected.add(at);
                }
            }

            assertThat(found(change, new ZoneClock(change.rules())::nextOfInterval, QUARTERS))
                    .as("%s", change)
                    .isEqualTo(within(expected, change));
        });
    }

    private interface Finder {
        @Nullable Instant next(LocalPattern pattern, Instant after, Instant last);
    }

    private record Change(ZoneId zone, ZoneRules rules, ZoneOffsetTransition change) {}

    private static List<Instant> found(Change change, Finder finder, LocalPattern pattern) {
        List<Instant> found = new ArrayList<>();
        Instant at = finder.next(pattern, from(change), to(change));
        while (at != null && !at.isAfter(to(change))) {
            found.add(at);
            at = finder.next(pattern, at, to(change));
        }
        return found;
    }

    private static List<Instant> within(TreeSet<Instant> instants, Change change) {
        return List.copyOf(instants.subSet(from(change), false, to(change), true));
    }

    private static Instant from(Change change) {
        return change.change().getInstant().minus(Duration.ofHours(26));
    }

    private static Instant to(Change change) {
        return change.change().getInstant().plus(Duration.ofHours(26));
    }

    /// Zones with the same rules count once.
    private static void forEveryChange(Consumer<Change> consumer) {
        Set<ZoneRules> seen = ZoneId.getAvailableZoneIds().stream().map(id -> ZoneId.of(id).getRules()).collect(Collectors.toSet());
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneRules rules = ZoneId.of(id).getRules();
            if (!seen.remove(rules)) {
                continue;
            }
            ZoneOffsetTransition change = rules.nextTransition(Instant.EPOCH);
            while (change != null && change.getInstant().isBefore(LAST)) {
                consumer.accept(new Change(ZoneId.of(id), rules, change));
                change = rules.nextTransition(change.getInstant());
            }
        }
    }
}
