package dev.syncline.scheduler.trigger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.contracts.run.RunTrigger;
import dev.syncline.contracts.run.RunTrigger.Wish;
import dev.syncline.kit.message.UnreadableMessage;
import org.jspecify.annotations.Nullable;

/// A trigger that can be answered: it says who sent it and which one it is.
///
/// @param project the project it names, or null where its subject names none
record Trigger(String source, String id, @Nullable Long project, Wish wish) {

    private static final int LONGEST = 200;
    private static final Pattern SUBJECT = Pattern.compile("project/([1-9]\\d{0,17})");
    private static final Wish EVERYTHING = new Wish(null, null, null, null);

    /// @throws UnreadableMessage where nobody could be answered, or where it is something else than a wish for a run
    static Trigger of(RunTrigger event) {
        if (!"1.0".equals(event.specversion()) || !RunTrigger.TYPE.equals(event.type())) {
            throw new UnreadableMessage("Not a CloudEvent 1.0 of type " + RunTrigger.TYPE, null);
        }
        Matcher subject = SUBJECT.matcher(event.subject() == null ? "" : event.subject());
        return new Trigger(
                named("source", event.source()),
                named("id", event.id()),
                subject.matches() ? (Long) Long.parseLong(subject.group(1)) : null,
                event.data() == null ? EVERYTHING : event.data());
    }

    private static String named(String attribute, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw new UnreadableMessage("Its %s is missing, longer than %d characters or not printable".formatted(attribute, LONGEST), null);
        }
        return value;
    }
}
