package dev.syncline.dialect;

import java.time.LocalDate;

/// Days that can be stored, both ends included, as ISO dates of four-digit years.
public record DayRange(String first, String last) {

    /// What all but PostgreSQL hold at most, which has its own answer to more.
    public static final DayRange COMMON = new DayRange("0001-01-01", "9999-12-31");

    /// What both hold.
    public DayRange and(DayRange other) {
        return new DayRange(first.compareTo(other.first) > 0 ? first : other.first, last.compareTo(other.last) < 0 ? last : other.last);
    }

    /// The day after the last.
    public String end() {
        return LocalDate.parse(last).plusDays(1).toString().replace("+", "");
    }
}
