package dev.syncline.cli.context;

/// The installation that a command is about.
///
/// @param name of the context
/// @param url the console's address
/// @param origin what has chosen it, for people
public record UsedContext(String name, String url, String token, String origin) {

    @Override
    public String toString() {
        return "UsedContext[%s, %s]".formatted(name, url);
    }
}
