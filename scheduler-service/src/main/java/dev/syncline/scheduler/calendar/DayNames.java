package dev.syncline.scheduler.calendar;

import java.time.DayOfWeek;
import java.util.Locale;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Days of the week by name, in any case. Jackson alone also takes numbers and counts them from 0, so that 1 would be Tuesday.
final class DayNames extends StdDeserializer<DayOfWeek> {

    DayNames() {
        super(DayOfWeek.class);
    }

    @Override
    public DayOfWeek deserialize(JsonParser json, DeserializationContext context) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return (DayOfWeek) context.handleUnexpectedToken(getValueType(context), json);
        }
        try {
            return DayOfWeek.valueOf(json.getString().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            return (DayOfWeek) context.handleWeirdStringValue(DayOfWeek.class, json.getString(), "a day is one of MONDAY to SUNDAY");
        }
    }
}
