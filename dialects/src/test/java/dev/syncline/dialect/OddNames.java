package dev.syncline.dialect;

import java.util.List;

/// Names that a driver, a parser of its own or a server might take for something else.
public final class OddNames {

    private OddNames() {}

    /// What drivers replace, take for parameters or comments, or split at.
    public static final List<String> OF_DRIVERS = List.of(
            "{fn now()}", "{d '2020-01-01'}", "{t '10:00:00'}", "{ts '2020-01-01 00:00:00'}", "{oj a}", "{call x}", "{? = call x(?)}", "{escape '!'}", "{x:String}",
            "a?b", "a??b", "?1", "a--b", "a#b", "a/*b", "b*/c", "$1", "$$", "$a$", ":x", "x:=1", "@x", "@@version", "semi;colon", "100%", "a{b", "a}b");

    /// What has to be quoted.
    public static final List<String> QUOTES = List.of("it's", "quote\"s", "back`s", "'", "''", "back\\slash", "at end\\", "'; --");
}
