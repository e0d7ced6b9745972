package dev.syncline.deploy;

/// A setting, as its page shows it.
///
/// @param property as in a settings file
/// @param variable as in the environment
/// @param standard what holds where it is not set; empty for nothing
/// @param bounds what is allowed; empty where the type says it all
/// @param sentence what it is for
record Setting(String property, String variable, String type, String standard, String bounds, String sentence) {

    String row() {
        return "| `%s` | `%s` | %s | %s | %s |%n".formatted(
                property, variable, bounds.isEmpty() ? type : type + ", " + bounds, standard.isEmpty() ? "" : "`" + standard + "`", sentence).replace(System.lineSeparator(), "\n");
    }
}
