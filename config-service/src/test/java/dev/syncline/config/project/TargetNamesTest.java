package dev.syncline.config.project;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.syncline.config.check.Findings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.ConnectionPolicy;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.policy.NewTables;
import dev.syncline.contracts.policy.SchemaPolicy;
import dev.syncline.contracts.policy.TableNaming;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Dialects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/// Names and levels of policy for whatever a user may have chosen.
class TargetNamesTest {

    private static final DatabaseKind MYSQL = new DatabaseKind("mysql");
    private static final DatabaseKind POSTGRESQL = new DatabaseKind("postgresql");

    /// A23: what the checks let pass has a name of its own for every table, also where letter case is folded, and every target can hold it.
    @Property(tries = 2_000)
    void aTargetNameBelongsToOneTableAndFits(
            @ForAll("tables") Set<TableName> tables,
            @ForAll("schemaNamings") SchemaNaming schemas,
            @ForAll("tableNamings") TableNaming names,
            @ForAll("kinds") Set<DatabaseKind> targets) {
        ProjectRevision project = project(tables, schemas, names, targets);
        Findings findings = new Findings("The project");

        NameCheck.checkCollisions(project, findings);
        NameCheck.checkFits(project, findings);

        Statistics.label("accepted").collect(findings.all().isEmpty());
        if (findings.all().isEmpty()) {
            List<TableName> made = tables.stream().map(project::targetOf).toList();
            assertThat(made.stream().map(NameCheck::folded)).doesNotHaveDuplicates();
            assertThat(made).allSatisfy(target -> targets.forEach(kind -> {
                Dialects.of(kind).quote(target.schema());
                Dialects.of(kind).quote(target.table());
                assertThat(Dialects.of(kind).nameLimit().allows(target.table())).isTrue();
            }));
        }
    }

    /// A name that is put together always fits, whatever its parts; the same parts always give the same name.
    @Property(tries = 2_000)
    void aNameThatIsPutTogetherAlwaysFits(
            @ForAll("longName") String schema, @ForAll("longName") String table, @ForAll("infix") String infix, @ForAll("kinds") Set<DatabaseKind> targets) {
        TableName source = new TableName(schema, table);
        ProjectRevision project = project(Set.of(source), new SchemaNaming.Fixed("ods"), new TableNaming.SchemaInfix(infix), targets);

        String name = project.targetOf(source).table();

        NameLimit limit = NameCheck.limit(List.copyOf(targets));
        assertThat(limit.allows(name)).isTrue();
        assertThat(project.targetOf(source).table()).isEqualTo(name);
        String whole = new TableNaming.SchemaInfix(infix).targetTable(source);
        if (limit.allows(whole)) {
            assertThat(name).isEqualTo(whole);
        } else {
            assertThat(name).matches("(?s).*_[0-9a-f]{8}");
            assertThat(whole).startsWith(name.substring(0, name.length() - 9));
        }
    }

    /// S11, S12, S32, S33: the table's own policy, else the connection's; a schema's word about new tables, else the connection's.
    @Property
    void theNarrowerLevelOutranksTheWiderOne(
            @ForAll("tables") Set<TableName> tables,
            @ForAll("policies") ConnectionPolicy all,
            @ForAll("newTables") Map<String, NewTables> schemas,
            @ForAll("keys") Map<Integer, List<String>> keys) {
        List<TableName> chosen = List.copyOf(tables);
        Map<TableName, Extraction> own = keys.entrySet().stream()
                .filter(entry -> entry.getKey() < chosen.size())
                .collect(Collectors.toMap(entry -> chosen.get(entry.getKey()), entry -> new Extraction.Incremental(entry.getValue(), null, false)));
        Set<String> names = new HashSet<>(schemas.keySet());
        chosen.forEach(table -> names.add(table.schema()));
        ProjectRevision project = new ProjectRevision(
                1, "p", 1, ref(MYSQL), List.of(ref(POSTGRESQL)), new SchemaNaming.Original(), chosen, null, all,
                schemas.entrySet().stream().map(entry -> new SchemaPolicy(entry.getKey(), entry.getValue())).toList(),
                own.entrySet().stream().map(entry -> new TablePolicy(entry.getKey(), entry.getValue(), List.of("k"))).toList(),
                names.stream().map(name -> new BaselineSchema(name, List.of())).toList(), null);

        assertThat(chosen).allSatisfy(table -> {
            TablePlan plan = project.planOf(table);
            assertThat(plan.extraction()).isEqualTo(own.getOrDefault(table, new Extraction.Full()));
            assertThat(plan.keyFields()).isEqualTo(own.containsKey(table) ? List.of("k") : List.of());
            assertThat(plan.fullMode()).isEqualTo(all.fullMode());
            assertThat(plan.fieldChanges()).isEqualTo(all.fieldChanges());
            assertThat(plan.addSyncTime()).isEqualTo(all.addSyncTime());
        });
        Function<String, Boolean> included = name -> schemas.getOrDefault(name, NewTables.INHERIT) == NewTables.INCLUDE
                || schemas.getOrDefault(name, NewTables.INHERIT) == NewTables.INHERIT && !all.ignoreNewTables();
        assertThat(names).allSatisfy(name -> assertThat(project.includesNewTablesOf(name)).isEqualTo(included.apply(name)));
        assertThat(project.watched()).extracting(BaselineSchema::schema)
                .containsExactlyInAnyOrderElementsOf(names.stream().filter(included::apply).toList());
    }

    @Provide
    Arbitrary<Set<TableName>> tables() {
        Arbitrary<String> schema = Arbitraries.of("a", "A", "shop", "86", "a_x", "字");
        Arbitrary<String> table = Arbitraries.oneOf(
                Arbitraries.of("b", "B", "x_b", "86export", "größe"), longName().filter(name -> name.length() < 60));
        return Combinators.combine(schema, table).as(TableName::new).set().ofMinSize(1).ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> longName() {
        return Arbitraries.strings().withChars("ab_9\"`é字").ofMinLength(1).ofMaxLength(80);
    }

    @Provide
    Arbitrary<String> infix() {
        return Arbitraries.of("mid", "_mid_", "_", "x", "86");
    }

    @Provide
    Arbitrary<SchemaNaming> schemaNamings() {
        return Arbitraries.of(new SchemaNaming.Original(), new SchemaNaming.Prefix("prefix_"), new SchemaNaming.Fixed("ods"));
    }

    @Provide
    Arbitrary<TableNaming> tableNamings() {
        return Arbitraries.oneOf(Arbitraries.just(new TableNaming.Original()), infix().map(TableNaming.SchemaInfix::new));
    }

    @Provide
    Arbitrary<Set<DatabaseKind>> kinds() {
        return Arbitraries.of(Set.of(MYSQL), Set.of(POSTGRESQL), Set.of(MYSQL, POSTGRESQL));
    }

    @Provide
    Arbitrary<ConnectionPolicy> policies() {
        return Combinators.combine(
                        Arbitraries.of(FullMode.class), Arbitraries.of(FieldChanges.class), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as((mode, changes, ignore, syncTime) -> new ConnectionPolicy(mode, changes, ignore, syncTime, null, null));
    }

    @Provide
    Arbitrary<Map<String, NewTables>> newTables() {
        return Arbitraries.maps(Arbitraries.of("a", "A", "shop", "crm"), Arbitraries.of(NewTables.class));
    }

    @Provide
    Arbitrary<Map<Integer, List<String>>> keys() {
        return Arbitraries.maps(Arbitraries.integers().between(0, 7), Arbitraries.of(List.of("id"), List.of("y", "m")));
    }

    private static ProjectRevision project(Set<TableName> tables, SchemaNaming schemas, TableNaming names, Set<DatabaseKind> targets) {
        return new ProjectRevision(
                1, "p", 1, ref(MYSQL), targets.stream().map(TargetNamesTest::ref).toList(), schemas, List.copyOf(tables), names, null, null, null, null,
                NameCheck.limit(List.copyOf(targets)));
    }

    private static ConnectionRef ref(DatabaseKind kind) {
        return new ConnectionRef(1, kind.id(), kind);
    }
}
