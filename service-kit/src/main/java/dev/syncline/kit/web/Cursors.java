package dev.syncline.kit.web;

import org.jspecify.annotations.Nullable;

/// Where a page begins, and how much it holds.
public final class Cursors {

    /// As many items as a page has at most.
    public static final int LARGEST_PAGE = 1000;

    private Cursors() {}

    /// The id after which the page begins.
    ///
    /// @throws ApiException where the cursor is not one of ours
    public static long afterId(@Nullable String cursor) {
        return position(cursor, 0);
    }

    /// The number with which the page begins.
    ///
    /// @param beginning of the first page
    /// @throws ApiException where the cursor is not one of ours
    public static long position(@Nullable String cursor, long beginning) {
        String position = Page.decode(cursor);
        try {
            return position == null ? beginning : Long.parseLong(position);
        } catch (NumberFormatException _) {
            throw notOurs();
        }
    }

    /// What to throw where a cursor is not one of ours.
    public static ApiException notOurs() {
        return new ApiException(Problem.INVALID, "The cursor is not one that a page before has given; begin without one");
    }

    /// @throws ApiException where a page cannot have that many items
    public static int limit(int wanted) {
        if (wanted < 1 || wanted > LARGEST_PAGE) {
            throw new ApiException(Problem.INVALID, "A page has 1 to %d items, not %d".formatted(LARGEST_PAGE, wanted));
        }
        return wanted;
    }
}
