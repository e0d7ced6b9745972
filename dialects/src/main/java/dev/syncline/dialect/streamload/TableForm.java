package dev.syncline.dialect.streamload;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What a table is beyond its columns, read from the clauses behind them: as `SHOW CREATE TABLE` prints them, or as we write them.
///
/// @param model `PRIMARY`, `UNIQUE`, `DUPLICATE` or `AGGREGATE`
/// @param key by which rows are sorted, or told apart
/// @param partition how it is split, without the partitions there are; empty for one partition
/// @param hashed columns whose hash tells the bucket; none for rows that go anywhere
/// @param sorted columns of a sort key of its own
/// @param settings its own properties, in small letters and without blanks
record TableForm(String model, List<String> key, String partition, List<String> hashed, String buckets, List<String> sorted, Map<String, String> settings) {

    private static final String QUOTED = "`(?:[^`]|``)*`";
    private static final String NAMES = "\\(((?:%s|[^`)])*)\\)".formatted(QUOTED);
    private static final Pattern KEY = Pattern.compile("\\b(PRIMARY|UNIQUE|DUPLICATE|AGGREGATE) KEY ?" + NAMES);
    private static final Pattern PARTITION = Pattern.compile("\\bPARTITION BY ((?:%s|[^`\\n])*?)(?=\\n|\\(\\s*PARTITION|DISTRIBUTED BY|$)".formatted(QUOTED));
    private static final Pattern DISTRIBUTION = Pattern.compile("\\bDISTRIBUTED BY (?:HASH ?%s|RANDOM)(?: BUCKETS (\\w+))?".formatted(NAMES));
    private static final Pattern SORTED = Pattern.compile("\\bORDER BY ?" + NAMES);
    private static final Pattern SETTING = Pattern.compile("\"([\\w.]+)\" ?= ?\"([^\"]*)\"");
    private static final Pattern NAME = Pattern.compile("`((?:[^`]|``)+)`|([^`,\\s]+)");

    TableForm {
        key = List.copyOf(key);
        hashed = List.copyOf(hashed);
        sorted = List.copyOf(sorted);
    }

    /// Whether rows of one key take each other's place.
    boolean unique() {
        return model.equals("PRIMARY") || model.equals("UNIQUE");
    }

    boolean isPrimary() {
        return model.equals("PRIMARY");
    }

    /// @param ddl a whole statement
    static TableForm ofTable(String ddl) {
        // Comments of columns come before.
        return of(ddl.substring(Math.max(0, ddl.indexOf(") ENGINE="))));
    }

    /// @param clauses behind the columns
    static TableForm of(String clauses) {
        int properties = Math.max(0, clauses.indexOf("PROPERTIES ("));
        String before = properties == 0 ? clauses : clauses.substring(0, properties);
        Matcher key = KEY.matcher(before);
        boolean keyed = key.find();
        Matcher partition = PARTITION.matcher(before);
        Matcher distribution = DISTRIBUTION.matcher(before);
        boolean distributed = distribution.find();
        Matcher sorted = SORTED.matcher(distributed ? before.substring(distribution.end()) : "");
        Map<String, String> settings = new TreeMap<>();
        Matcher setting = SETTING.matcher(clauses.substring(properties));
        while (properties > 0 && setting.find()) {
            settings.put(setting.group(1), setting.group(2).toLowerCase(Locale.ROOT).replace(" ", ""));
        }
        return new TableForm(
                keyed ? key.group(1) : "DUPLICATE",
                keyed ? names(key.group(2)) : List.of(),
                partition.find() ? partition.group(1).strip() : "",
                distributed && distribution.group(1) != null ? names(distribution.group(1)) : List.of(),
                distributed && distribution.group(2) != null ? distribution.group(2) : "",
                sorted.find() ? names(sorted.group(1)) : List.of(),
                settings);
    }

    private static List<String> names(String list) {
        return NAME.matcher(list).results()
                .map(name -> name.group(1) == null ? name.group(2) : name.group(1).replace("``", "`"))
                .toList();
    }

    /// Whether the table is split by a column, alone or with others.
    boolean isSplitBy(String column) {
        return NAME.matcher(partition.replaceAll("[(),]", " ")).results()
                .map(name -> name.group(1) == null ? name.group(2) : name.group(1).replace("``", "`"))
                .anyMatch(column::equalsIgnoreCase);
    }

    static boolean isAmong(List<String> names, String column) {
        return names.stream().anyMatch(column::equalsIgnoreCase);
    }

    /// What of this table is not as it is wanted, in words; empty where nothing is. What was not asked for is as the server likes.
    String difference(TableForm wanted) {
        if (!model.equals(wanted.model) || !same(key, wanted.key)) {
            return "its key";
        }
        if (!same(hashed, wanted.hashed) || !wanted.buckets.matches("|AUTO") && !buckets.equals(wanted.buckets)) {
            return "its distribution";
        }
        if (!same(sorted.isEmpty() ? key : sorted, wanted.sorted.isEmpty() ? key : wanted.sorted)) {
            return "its sort key";
        }
        return wanted.settings.entrySet().stream().allMatch(setting -> setting.getValue().equals(settings.get(setting.getKey()))) ? "" : "its properties";
    }

    private static boolean same(List<String> ones, List<String> others) {
        return ones.size() == others.size() && IntStream.range(0, ones.size()).allMatch(i -> ones.get(i).equalsIgnoreCase(others.get(i)));
    }
}
