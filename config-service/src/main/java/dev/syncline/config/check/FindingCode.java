package dev.syncline.config.check;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/// What kind of thing was found. Its word stays, whatever the sentence says: docs/reference/findings.md has all of them.
public enum FindingCode {
    // Of a value, by itself.
    MISSING,
    EMPTY,
    TOO_LONG,
    TOO_MANY,
    UNUSABLE_CHARACTERS,
    OUT_OF_RANGE,
    NOT_ONE_OF,
    WRONG_FORM,
    DUPLICATE,
    /// It belongs to another choice than the one that was made.
    NOT_APPLICABLE,
    PATTERN,
    EQUAL_WEIGHT,
    MATCHES_NOTHING,
    SECRET_NEEDED,

    // Of a project.
    UNKNOWN_CONNECTION,
    NOT_A_SOURCE,
    NOT_WRITABLE,
    NOT_CHOSEN,
    NAME_COLLISION,
    UNUSABLE_NAME,
    UNUSABLE_COLUMN_NAME,
    OVERWRITES_SOURCE,
    SAME_TARGET_TWICE,
    SYNC_TIME_TAKEN,
    NO_SUCH_COLUMN,
    UNUSABLE_KEY_COLUMN,
    TEXT_KEY_UNCONFIRMED,
    KEY_ORDER_DIFFERS,
    LOOK_BACK_NEEDS_KEY,
    LOOK_BACK_OF_ANOTHER_TYPE,
    UNUSABLE_PROPERTY,
    NOTHING_SELECTED,

    // What a save has to tell.
    SOURCE_NOT_ASKED,
    TABLE_NOT_LISTED,
    NOT_ALL_TABLES_VISIBLE,
    TOO_MANY_NAMES,
    KEY_FIELD_MAY_BE_NULL,
    SERVER_NOT_IDENTIFIED,
    NO_LONGER_NEW,
    PROPERTIES_ACT_LATER,

    // What a preview has found beside these.
    TARGET_NOT_ASKED,
    TABLE_GONE,
    TABLE_NOT_READABLE,
    TARGET_WILL_REFUSE,
    TARGET_SETTING,
    TARGET_CAUTION,
    UNSUPPORTED_TYPE,
    VALUES_WITHOUT_PLACE,
    FIELDS_HAVE_CHANGED,
    NO_INDEX_ON_KEY,
    KEY_ADVICE,
    READ_OTHERWISE;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
