package dev.syncline.contracts.project;

import java.util.Comparator;
import java.util.UUID;

/// How far config-service had come when it said something. Of two marks of one installation the greater one is the later one, also where its database
/// has been restored to an earlier moment in between.
///
/// @param installation made at random with the database, and restored with it
/// @param epoch begins anew, with a greater number, whenever the database turns out to be older than what it has said before
/// @param change counts what was changed, in all epochs; no id, revision or version is greater than the change that made it
public record Mark(UUID installation, long epoch, long change) implements Comparable<Mark> {

    /// Of what was said before there were marks.
    public static final Mark NONE = new Mark(new UUID(0, 0), 0, 0);

    private static final Comparator<Mark> ORDER = Comparator.comparingLong(Mark::epoch).thenComparingLong(Mark::change);

    /// By epoch and change; a later epoch outranks any change.
    @Override
    public int compareTo(Mark other) {
        return ORDER.compare(this, other);
    }

    /// Whether this was said later than the other.
    public boolean isLaterThan(Mark other) {
        return compareTo(other) > 0;
    }

    /// Whether both come from one database, or copies of it.
    public boolean isOfSameInstallation(Mark other) {
        return installation.equals(other.installation);
    }

    /// The later one of two.
    public static Mark latest(Mark one, Mark other) {
        return other.isLaterThan(one) ? other : one;
    }
}
