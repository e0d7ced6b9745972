package dev.syncline.config.check;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;

/// Where a page of things with ids begins.
public final class Cursors {

    /// As many items as a page has at most.
    public static final int LARGEST_PAGE = 1000;

    private Cursors() {}

    /// The id after which the page begins.
    ///
    /// @throws ApiException where the cursor is not one of ours
    public static long afterId(@Nullable String cursor) {
        String position = Page.decode(cursor);
        try {
            return position == null ? 0 : Long.parseLong(position);
        } catch (NumberFormatException _) {
            throw new ApiException(Problem.INVALID, "The cursor is not one that a page before has given; begin without one");
        }
    }

    /// @throws ApiException where a page cannot have that many items
    public static int limit(int wanted) {
        if (wanted < 1 || wanted > LARGEST_PAGE) {
            throw new ApiException(Problem.INVALID, "A page has 1 to %d items, not %d".formatted(LARGEST_PAGE, wanted));
        }
        return wanted;
    }
}
