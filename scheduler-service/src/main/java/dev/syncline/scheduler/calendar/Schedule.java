package dev.syncline.scheduler.calendar;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.syncline.kit.web.FieldRefusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// One rule of when a plan is due; a plan has several (S59). All times are those of the plan's zone, to the minute. Lists are kept in order and
/// without doubles.
///
/// On the days when clocks change there are two kinds: a **wall-clock** schedule fires once for every date and time that it names; an **interval**
/// schedule fires whenever the clock shows a time that it names ([Hourly], and a [Cron] that does not name its hours one by one).
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "every")
@JsonSubTypes({
    @JsonSubTypes.Type(Schedule.Hourly.class),
    @JsonSubTypes.Type(Schedule.Daily.class),
    @JsonSubTypes.Type(Schedule.Weekly.class),
    @JsonSubTypes.Type(Schedule.Monthly.class),
    @JsonSubTypes.Type(Schedule.Cron.class),
    @JsonSubTypes.Type(Schedule.Once.class)
})
public sealed interface Schedule {

    /// At these minutes of every hour (S60).
    ///
    /// @param minutes each 0 to 59
    @JsonTypeName("hourly")
    record Hourly(List<Integer> minutes) implements Schedule {
        public Hourly {
            List<Integer> given = minutes;
            minutes = FieldRefusal.in("minutes", () -> Limits.numbers("an hourly schedule", "minute", given, 0, 59));
        }
    }

    /// At these times of every day (S61).
    @JsonTypeName("daily")
    record Daily(@JsonSerialize(contentUsing = ToStringSerializer.class) List<LocalTime> times) implements Schedule {
        public Daily {
            List<LocalTime> given = times;
            times = FieldRefusal.in("times", () -> Limits.times("a daily schedule", given));
        }
    }

    /// At these times of the chosen days of every week (S62).
    @JsonTypeName("weekly")
    record Weekly(
            @JsonDeserialize(contentUsing = DayNames.class) List<DayOfWeek> days,
            @JsonSerialize(contentUsing = ToStringSerializer.class) List<LocalTime> times)
            implements Schedule {
        public Weekly {
            List<DayOfWeek> givenDays = days;
            List<LocalTime> givenTimes = times;
            days = FieldRefusal.in("days", () -> Limits.days("a weekly schedule", givenDays));
            times = FieldRefusal.in("times", () -> Limits.times("a weekly schedule", givenTimes));
        }
    }

    /// At these times of the chosen days of every month (S63). A month that lacks a day skips it.
    ///
    /// @param days each 1 to 31
    /// @param lastDay also the last day of the month, whichever it is
    @JsonTypeName("monthly")
    record Monthly(List<Integer> days, boolean lastDay, @JsonSerialize(contentUsing = ToStringSerializer.class) List<LocalTime> times)
            implements Schedule {
        public Monthly {
            List<Integer> givenDays = days;
            List<LocalTime> givenTimes = times;
            days = lastDay && days.isEmpty() ? List.of() : FieldRefusal.in("days", () -> Limits.numbers("a monthly schedule", "day", givenDays, 1, 31));
            times = FieldRefusal.in("times", () -> Limits.times("a monthly schedule", givenTimes));
        }

        /// Either may be left out, the days or the last day.
        @JsonCreator
        static Monthly read(
                @JsonProperty("days") @Nullable List<Integer> days,
                @JsonProperty("lastDay") @Nullable Boolean lastDay,
                @JsonProperty("times") @Nullable List<LocalTime> times) {
            return new Monthly(days == null ? List.of() : days, lastDay != null && lastDay, times == null ? List.of() : times);
        }
    }

    /// By a cron expression of six fields, seconds first, which names one second and fires at least every ten years (S64).
    @JsonTypeName("cron")
    record Cron(String expression) implements Schedule {
        public Cron {
            String given = expression;
            expression = FieldRefusal.in("expression", () -> CronText.checked(given));
        }

        /// Whether its hours are written one by one, as in `2` or `2,14`: then it is a wall-clock schedule, otherwise an interval schedule.
        boolean namesItsHours() {
            return CronText.namesItsHours(expression);
        }
    }

    /// At single dates and times (S64).
    @JsonTypeName("once")
    record Once(@JsonSerialize(contentUsing = ToStringSerializer.class) List<LocalDateTime> at) implements Schedule {
        public Once {
            List<LocalDateTime> given = at;
            at = FieldRefusal.in("at", () -> Limits.moments(given));
        }
    }
}
