package dev.syncline.config.listing;

import dev.syncline.config.check.Flaw;
import dev.syncline.config.check.Texts;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;

/// A part of a name that somebody looks for, in any letter case.
public final class Searched {

    private static final int LONGEST = 200;

    private Searched() {}

    /// @return empty where everything is looked for
    /// @throws ApiException where no name can have it
    public static String text(@Nullable String search) {
        return search == null ? "" : expectText("search", search).strip();
    }

    /// A whole word that is looked for.
    ///
    /// @param parameter how the request calls it
    /// @return null where everything is looked for
    /// @throws ApiException where nothing can be called so
    public static @Nullable String word(String parameter, @Nullable String word) {
        return word == null ? null : expectText(parameter, word);
    }

    private static String expectText(String parameter, String text) {
        Flaw flaw = Texts.flawOfText(text, LONGEST);
        if (flaw != null) {
            throw new ApiException(Problem.INVALID, parameter + ' ' + flaw.words());
        }
        return text;
    }
}
