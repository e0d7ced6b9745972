package dev.syncline.scheduler.record;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What is to be read of runs for all who watch them, at once.
///
/// @param since runs are read that a later turn than this has changed
/// @param everything whether all of these, or only those that are watched
/// @param watched the runs that are watched
/// @param starting the runs to be read in any case, as somebody has just begun to watch them
/// @param tables whose tables are read, and since when
/// @param known what is known of these runs already
record ChangesQuery(long since, boolean everything, Set<UUID> watched, Set<UUID> starting, List<OfRun> tables, Map<UUID, RunView> known) {

    /// As many runs, and tables of one run, as are told one by one; where more have changed, they are to be read page by page.
    static final int MOST = 500;

    /// Not even the newest is later.
    static final long NOTHING = Long.MAX_VALUE;

    /// @param since tables are read that a later turn than this has changed
    /// @param unsettled whether those that have not been settled are read as well
    record OfRun(UUID run, long since, boolean unsettled) {}

    /// The answer: everything up to a turn, and some of what is later.
    ///
    /// @param turn the newest
    record Answer(long turn, List<ChangedRun> runs, List<ChangedTable> tables) {}

    record ChangedRun(long turn, RunView run) {}

    /// @param changed whether a turn has changed it that is later than what was asked for
    /// @param inHand whether somebody works on it, so that its rows and bytes change without a turn
    record ChangedTable(UUID run, long turn, boolean changed, boolean inHand, TableRecord table) {}
}
