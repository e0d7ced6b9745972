package dev.syncline.testsupport.streamload;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The names that the products take (`FeNameFormat` in the sources of both).
final class Names {

    private static final Pattern DORIS_DATABASE = Pattern.compile("[a-zA-Z][a-zA-Z0-9\\-_]{0,63}");
    private static final Pattern DORIS_TABLE = Pattern.compile("[a-zA-Z][a-zA-Z0-9\\-_]*");
    private static final Pattern DORIS_UNICODE_TABLE = Pattern.compile("[a-zA-Z\\p{L}][a-zA-Z0-9\\-_\\p{L}]*");
    private static final Pattern DORIS_COLUMN = Pattern.compile("[_a-zA-Z@0-9\\s/][.a-zA-Z0-9_+-/?@#$%^&*\"\\s,:]{0,255}");
    private static final Pattern DORIS_UNICODE_COLUMN = Pattern.compile("[_a-zA-Z@0-9\\p{L}][.a-zA-Z0-9_+-/?@#$%^&*\\p{L}]{0,255}");
    private static final int DORIS_TABLE_LENGTH = 64;

    private static final Pattern STARROCKS_DATABASE = Pattern.compile("[a-zA-Z][\\w\\-~!@#$%^&<>=+]{0,255}|_[a-zA-Z0-9][\\w\\-~!@#$%^&<>=+]{0,254}");
    private static final Pattern STARROCKS_TABLE = Pattern.compile("[^\\x00]{1,1024}");
    // Where the rows are not kept in an object store.
    private static final Pattern STARROCKS_COLUMN = Pattern.compile("[^\\x00=<>!*]{1,1024}");
    private static final Set<String> STARROCKS_RESERVED = Set.of("__op", "__row", "___count___");
    private static final String STARROCKS_SHADOW = "__starrocks_shadow_";
    private static final String STARROCKS_GENERATED = "__generated_partition_column_";
    private static final int WRONG_COLUMN = 1166;
    private static final int WRONG_DATABASE = 1102;
    private static final String DORIS_SHADOW = "__doris_shadow_";

    private final Product product;
    private final Session session;

    Names(Product product, Session session) {
        this.product = product;
        this.session = session;
    }

    void checkDatabase(String name) {
        Pattern pattern = product == Product.DORIS ? DORIS_DATABASE : STARROCKS_DATABASE;
        if (!pattern.matcher(name).matches()) {
            throw Refusal.numbered(WRONG_DATABASE, "Incorrect database name '%s'", name);
        }
    }

    void checkTable(String name) {
        Pattern pattern = product == Product.STARROCKS ? STARROCKS_TABLE : unicode() ? DORIS_UNICODE_TABLE : DORIS_TABLE;
        if (!pattern.matcher(name).matches()) {
            throw Refusal.meaning(product == Product.DORIS
                    ? "Incorrect table name '%s'. Table name regex is '^%s$'".formatted(name, pattern)
                    : "Incorrect table name '%s'".formatted(name));
        }
        if (product == Product.DORIS && name.length() > DORIS_TABLE_LENGTH) {
            throw Refusal.meaning("Table name length exceeds limit, the length of table name '%s' is %d which is greater than the configuration "
                    + "'table_name_length_limit' (%d).", name, name.length(), DORIS_TABLE_LENGTH);
        }
    }

    void checkColumn(String name) {
        Pattern pattern = product == Product.STARROCKS ? STARROCKS_COLUMN : unicode() ? DORIS_UNICODE_COLUMN : DORIS_COLUMN;
        if (!pattern.matcher(name).matches() || name.startsWith(product == Product.STARROCKS ? STARROCKS_SHADOW : DORIS_SHADOW)) {
            throw Refusal.numbered(WRONG_COLUMN, "Incorrect column name '%s'%s", name,
                    product == Product.DORIS ? ". Column regex is '^" + pattern + "$'" : "");
        }
        if (product == Product.STARROCKS && (STARROCKS_RESERVED.contains(name.toLowerCase(Locale.ROOT)) || name.startsWith(STARROCKS_GENERATED))) {
            throw Refusal.meaning("Column name [%s] is a system reserved name. Please choose a different one.", name);
        }
        if (product == Product.DORIS && (name.startsWith("mv_") || name.startsWith("mva_"))) {
            throw Refusal.meaning("Incorrect column name %s, column name can't start with 'mv_'/'mva_'", name);
        }
    }

    private boolean unicode() {
        return session.variables().getOrDefault("enable_unicode_name_support", "").matches("(?i)true|1|on");
    }
}
