package dev.syncline.config.installation;

import dev.syncline.contracts.project.Mark;

/// A change that is being made, and the numbers that it may hand out.
///
/// @param mark that of what it says
/// @param first what the epoch's numbers begin with
public record Change(Mark mark, long first) {

    /// The number after a revision or version: the next one, or where that may have been lost with a restore, one that nobody has ever seen.
    public long after(long present) {
        return Math.max(present + 1, first);
    }
}
