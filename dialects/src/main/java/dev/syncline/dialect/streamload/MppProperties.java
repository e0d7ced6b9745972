package dev.syncline.dialect.streamload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.GuardedExpression;

/// What Doris and StarRocks have in common of how a table is made: key model, partitions, distribution over the back ends, properties.
///
/// @param title of the database
/// @param properties as the user set them
/// @param unique the key models in which rows of one key take each other's place, in lower case; the first is the default
/// @param period how the engine writes a period of time
/// @param settings the table's own properties that may be set
public record MppProperties(String title, TableProperties properties, List<String> unique, Period period, Set<String> settings) {

    /// In which order the engine's `date_trunc` has its arguments.
    public enum Period { COLUMN_FIRST, UNIT_FIRST }

    /// What a table is split by.
    ///
    /// @param sql the columns, or a period of one
    public record Partitions(String sql, boolean isPeriod) {}

    public static final String DUPLICATE = "duplicate";

    private static final Pattern SETTING = Pattern.compile("\\s*([a-z_.]+)\\s*=\\s*(?:(\\d{1,18})|'([\\w.,: -]{1,200})')\\s*");
    /// Types that no table is sorted by.
    private static final Set<String> UNSORTED = Set.of("STRING", "FLOAT", "DOUBLE");
    private static final int MOST_BUCKETS = 10_000;
    private static final String NAME = "`(?:[^`]|``)+`";
    private static final String UNIT = "'(?:hour|day|week|month|quarter|year)'";
    private static final Pattern COLUMNS = Pattern.compile("%1$s|\\(%1$s(?:, %1$s)*\\)".formatted(NAME));

    /// @throws SyncException with `MISCONFIGURED` where there is no such model
    public String model(List<String> key) {
        modelFlaw().ifPresent(this::refuse);
        return properties.one("keyModel").orElse(key.isEmpty() ? DUPLICATE : unique.getFirst());
    }

    private Optional<String> modelFlaw() {
        List<String> models = Stream.concat(unique.stream(), Stream.of(DUPLICATE)).toList();
        return properties.one("keyModel").filter(model -> !models.contains(model)).map(_ -> "keyModel is none of " + models);
    }

    public boolean isUnique(List<String> key) {
        return !model(key).equals(DUPLICATE);
    }

    /// The columns by which the table is sorted and its rows may be told apart; they come first.
    ///
    /// @throws SyncException with `MISCONFIGURED` where there are none for a model that needs them, or others than the rows are told apart by
    public List<String> leading(TableShape shape, ColumnTypes types) {
        List<String> named = properties.all("keyColumns");
        List<String> key = shape.primaryKey();
        if (!isUnique(key)) {
            return named.isEmpty() ? firstEligible(shape, types) : named;
        }
        // Only here is the source's own key known, which a table without key fields has.
        if (key.isEmpty() || !named.isEmpty() && !Set.copyOf(named).equals(Set.copyOf(key))) {
            throw misconfigured("a %s KEY table keeps one row of those that are equal in its key, so that its key has to be that of the rows, which is %s; set key fields, or choose the model duplicate"
                    .formatted(model(key).toUpperCase(Locale.ROOT), key));
        }
        return named.isEmpty() ? key : named;
    }

    /// Rather one of bounded length, which costs the index less.
    private static List<String> firstEligible(TableShape shape, ColumnTypes types) {
        return shape.columns().stream()
                .filter(column -> !UNSORTED.contains(types.type(shape, column)))
                .sorted(Comparator.comparing(column -> types.type(shape, column).equals(types.text())))
                .map(Column::name)
                .limit(1)
                .toList();
    }

    /// Where the rows of a table go: `HASH(…)` or `RANDOM`.
    public String distribution(List<String> key) {
        List<String> columns = properties.all("distributedBy").isEmpty() && isUnique(key) ? key : properties.all("distributedBy");
        return columns.isEmpty() ? "RANDOM" : "HASH(%s)".formatted(StreamLoadNames.list(columns));
    }

    /// @throws SyncException with `MISCONFIGURED` where it is no number of buckets
    public Optional<String> buckets() {
        bucketsFlaw().ifPresent(this::refuse);
        return properties.one("buckets");
    }

    private Optional<String> bucketsFlaw() {
        return properties.one("buckets")
                .filter(value -> !value.matches("[1-9]\\d{0,4}") || Integer.parseInt(value) > MOST_BUCKETS)
                .map(_ -> "buckets is a number from 1 to " + MOST_BUCKETS);
    }

    /// @throws SyncException with `MISCONFIGURED` where they are not understood
    public Optional<Partitions> partitions() {
        return expression().map(expression -> {
            flaw(expression).map("partitionBy "::concat).ifPresent(this::refuse);
            String sql = expression.sql(StreamLoadNames::quote);
            boolean columns = COLUMNS.matcher(sql).matches();
            return new Partitions(columns ? StreamLoadNames.list(List.copyOf(expression.columns())) : sql, !columns);
        });
    }

    private Optional<GuardedExpression> expression() {
        return properties.one("partitionBy").map(text -> new GuardedExpression(text, Set.of("date_trunc")));
    }

    private Optional<String> flaw(GuardedExpression expression) {
        if (!expression.flaws().isEmpty()) {
            return Optional.of(expression.flaws().getFirst());
        }
        String sql = expression.sql(StreamLoadNames::quote);
        String example = switch (period) {
            case COLUMN_FIRST -> "date_trunc(created_at, 'month')";
            case UNIT_FIRST -> "date_trunc('month', created_at)";
        };
        String form = example.replace("(", "\\(").replace(")", "\\)").replace("'month'", UNIT).replace("created_at", NAME);
        return COLUMNS.matcher(sql).matches() || sql.matches(form)
                ? Optional.empty()
                : Optional.of("is neither columns nor a period of one, as " + example);
    }

    /// The clause of the table's own properties; empty for none.
    ///
    /// @param defaults by name, where the user has set no other
    public String settings(Map<String, String> defaults) {
        Map<String, String> all = new TreeMap<>(defaults);
        for (String setting : properties.all("properties")) {
            Matcher form = SETTING.matcher(setting);
            if (!form.matches()) {
                throw misconfigured("a property is not of the form name = 1 or name = 'word'");
            }
            all.put(form.group(1), form.group(2) == null ? form.group(3) : form.group(2));
        }
        return all.isEmpty() ? "" : "\nPROPERTIES (%s)".formatted(all.entrySet().stream()
                .map(entry -> "\"%s\" = \"%s\"".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ")));
    }

    /// What each part of a table can have columns of.
    ///
    /// @param unhashed types whose hash tells no bucket
    /// @param unlisted types by whose values a table is not split
    /// @param unfiltered types without a bloom filter
    /// @param nullablePeriods whether the column whose periods split the table may be null
    public record Types(Set<String> unhashed, Set<String> unlisted, Set<String> unfiltered, boolean nullablePeriods) {}

    private static final String BLOOM_FILTER = "bloom_filter_columns";
    private static final String REPLICAS = "replication_num";

    /// Which of the columns that the properties name are not there or have a type that the engine refuses there, one sentence each. Properties that are columns
    /// and nothing else are asked elsewhere whether they are there.
    ///
    /// @param columns by which types they get
    public List<String> typeFlaws(TableShape shape, ColumnTypes columns, Types types) {
        List<String> flaws = new ArrayList<>();
        expectNone(shape, columns, "keyColumns", properties.all("keyColumns"), UNSORTED, flaws);
        expectNone(shape, columns, "orderBy", properties.all("orderBy"), UNSORTED, flaws);
        expectNone(shape, columns, "distributedBy", properties.all("distributedBy"), types.unhashed, flaws);
        expectThere(shape, BLOOM_FILTER, filtered(), flaws);
        expectNone(shape, columns, BLOOM_FILTER, filtered(), types.unfiltered, flaws);
        expression().filter(expression -> flaw(expression).isEmpty()).ifPresent(expression -> {
            expectThere(shape, "partitionBy", List.copyOf(expression.columns()), flaws);
            if (COLUMNS.matcher(expression.sql(StreamLoadNames::quote)).matches()) {
                expectNone(shape, columns, "partitionBy", List.copyOf(expression.columns()), types.unlisted, flaws);
            } else {
                expression.columns().forEach(name -> period(shape, columns, name, expression, types, flaws));
            }
        });
        return flaws;
    }

    private static void expectThere(TableShape shape, String property, List<String> names, List<String> flaws) {
        names.stream().filter(name -> find(shape, name).isEmpty()).forEach(name -> flaws.add("%s has %s, which is no column of the table".formatted(property, name)));
    }

    private void expectNone(TableShape shape, ColumnTypes columns, String property, List<String> names, Set<String> refused, List<String> flaws) {
        for (String name : names) {
            find(shape, name).map(column -> type(shape, columns, column)).filter(type -> refused.contains(base(type))).ifPresent(type ->
                    flaws.add("%s has %s, which is a %s, as %s does not take there; choose another column".formatted(property, name, type, title)));
        }
    }

    private void period(TableShape shape, ColumnTypes columns, String name, GuardedExpression expression, Types types, List<String> flaws) {
        find(shape, name).ifPresent(column -> {
            String type = base(type(shape, columns, column));
            boolean hours = expression.sql(StreamLoadNames::quote).contains("'hour'");
            if (!type.isEmpty() && !type.equals("DATETIME") && (!type.equals("DATE") || hours)) {
                flaws.add("partitionBy has %s of %s, which is a %s; choose %s".formatted(
                        hours ? "hours" : "periods", name, type, type.equals("DATE") ? "days or longer periods" : "a column of days or times"));
            } else if (column.nullable() && !shape.primaryKey().contains(name) && !types.nullablePeriods) {
                flaws.add("partitionBy has periods of %s, which may be null, as %s does not take there; choose a column that is never null"
                        .formatted(name, title));
            }
        });
    }

    /// Empty where it has none, which is said elsewhere.
    public String type(TableShape shape, ColumnTypes columns, Column column) {
        try {
            return columns.type(shape, column);
        } catch (SyncException _) {
            return "";
        }
    }

    /// @throws SyncException with `MISCONFIGURED` with the first of them
    public void expectNone(List<String> flaws) {
        flaws.stream().findFirst().ifPresent(this::refuse);
    }

    private static String base(String type) {
        return type.replaceFirst("\\(.*", "");
    }

    private static Optional<Column> find(TableShape shape, String name) {
        return shape.columns().stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
    }

    private List<String> filtered() {
        return setting(properties, BLOOM_FILTER).map(names -> List.of(names.split(","))).orElse(List.of()).stream().map(String::strip).toList();
    }

    private static Optional<String> setting(TableProperties properties, String name) {
        return properties.all("properties").stream()
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .filter(form -> form.group(1).equals(name))
                .map(form -> form.group(2) == null ? form.group(3) : form.group(2))
                .findFirst();
    }

    /// How many copies of its data the table is to have, as its own properties say; 0 where they do not.
    static int replicas(TableProperties properties) {
        return setting(properties, REPLICAS).filter(number -> number.matches("[1-9]\\d{0,3}")).map(Integer::parseInt).orElse(0);
    }

    private void refuse(String flaw) {
        throw misconfigured(flaw);
    }

    private SyncException misconfigured(String what) {
        return new SyncException(FailureCode.MISCONFIGURED, "Cannot make a %s table with these properties: %s".formatted(title, what));
    }

    /// What is wrong, one sentence each in the engine's words.
    public List<String> flaws(List<String> keyFields) {
        if (modelFlaw().isPresent()) {
            return List.of(modelFlaw().get());
        }
        List<String> flaws = new ArrayList<>();
        List<String> named = properties.all("keyColumns");
        if (!isUnique(keyFields) && !keyFields.isEmpty()) {
            flaws.add("a DUPLICATE KEY table keeps all rows of one key, so that key fields could not tell them apart; choose the model " + unique.getFirst());
        }
        if (isUnique(keyFields) && !keyFields.isEmpty()) {
            if (!named.isEmpty() && !Set.copyOf(named).equals(Set.copyOf(keyFields))) {
                flaws.add("keyColumns must be the key fields, in whatever order");
            }
            expectWithin(keyFields, "distributedBy", properties.all("distributedBy"), flaws);
            expectWithin(keyFields, "partitionBy", expression().map(each -> List.copyOf(each.columns())).orElse(List.of()), flaws);
        }
        for (String property : List.of("keyColumns", "distributedBy", "orderBy")) {
            if (properties.all(property).size() > Set.copyOf(properties.all(property)).size()) {
                flaws.add(property + " has a column twice");
            }
        }
        expression().flatMap(this::flaw).ifPresent(flaw -> flaws.add("partitionBy " + flaw));
        bucketsFlaw().ifPresent(flaws::add);
        Set<String> set = new HashSet<>();
        properties.all("properties").forEach(setting -> settingFlaw(setting, set).ifPresent(flaws::add));
        return flaws;
    }

    private static void expectWithin(List<String> keyFields, String property, List<String> columns, List<String> flaws) {
        Set<String> others = new LinkedHashSet<>(columns);
        keyFields.forEach(others::remove);
        if (!others.isEmpty()) {
            flaws.add("%s has %s, which are not in the key, as it has to be".formatted(property, others));
        }
    }

    private Optional<String> settingFlaw(String setting, Set<String> set) {
        Matcher form = SETTING.matcher(setting);
        if (!form.matches()) {
            return Optional.of("properties have one that is not of the form name = 1 or name = 'word'");
        }
        if (!set.add(form.group(1))) {
            return Optional.of("properties have %s twice".formatted(form.group(1)));
        }
        return settings.contains(form.group(1))
                ? Optional.empty()
                : Optional.of("properties have %s, which is none of %s".formatted(form.group(1), settings.stream().sorted().toList()));
    }
}
