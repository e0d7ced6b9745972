package dev.syncline.config.preview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.syncline.config.preview.DataLook.Seen;
import dev.syncline.config.preview.Preview.Notice;
import dev.syncline.config.preview.Preview.TablePreview;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.dialect.DayRange;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.Fit;
import dev.syncline.dialect.read.Glance.Suspicion.Troubled;
import org.jspecify.annotations.Nullable;

/// What matters most of a preview in a few lines: what will fail, then what is not known, then what may be; each kind once, with its tables counted.
final class Notices {

    private final DataLook look;
    private final List<TablePreview> page;
    private final Suspicions suspicions;

    private Notices(DataLook look, List<TablePreview> page, Suspicions suspicions) {
        this.look = look;
        this.page = page;
        this.suspicions = suspicions;
    }

    /// @param refusal why the source's rows could not be looked at; null where they could
    static List<Notice> of(DataLook look, @Nullable String refusal, List<TablePreview> page, Suspicions suspicions) {
        Notices notices = new Notices(look, page, suspicions);
        List<Notice> all = new ArrayList<>(notices.valuesThatAreThere());
        all.addAll(notices.otherProblems());
        if (refusal != null) {
            all.add(new Notice(Notice.UNKNOWN, "The rows could not be looked at: " + refusal, 0, 0));
        }
        all.addAll(notices.notSeen());
        all.addAll(notices.valuesThatMayCome());
        all.addAll(notices.typesThatMayNotDo());
        return all;
    }

    private record Kind(ValueTrouble trouble, DayRange days) implements Comparable<Kind> {

        @Override
        public int compareTo(Kind other) {
            int byTrouble = trouble.compareTo(other.trouble);
            return byTrouble != 0 ? byTrouble : days.first().compareTo(other.days.first());
        }
    }

    /// Columns of one kind, by table.
    private static final class Group {

        private final Map<Seen, Set<Troubled>> columns = new LinkedHashMap<>();
        private final Set<String> targets = new LinkedHashSet<>();
        private boolean inKey;

        void add(Seen seen, Troubled suspicion, DatabaseKind target) {
            columns.computeIfAbsent(seen, _ -> new LinkedHashSet<>()).add(suspicion);
            targets.add(Dialects.of(target).descriptor().title());
            inKey |= seen.shape().primaryKey().contains(suspicion.column().name());
        }

        int count() {
            return columns.values().stream().mapToInt(Set::size).sum();
        }

        String names() {
            return TroubleWords.list(columns.entrySet().stream()
                    .map(entry -> "%s (%s)".formatted(entry.getKey().plan().source(), TroubleWords.columns(List.copyOf(entry.getValue()))))
                    .toList());
        }
    }

    private Map<Kind, Group> groups(boolean found) {
        Map<Kind, Group> groups = new TreeMap<>();
        for (Seen seen : look.all()) {
            seen.refused().forEach((target, refused) -> {
                for (Troubled suspicion : refused) {
                    boolean isThere = seen.found(target).contains(suspicion);
                    if (isThere == found && (found || seen.isComplete())) {
                        groups.computeIfAbsent(new Kind(suspicion.trouble(), suspicion.days()), _ -> new Group()).add(seen, suspicion, target);
                    }
                }
            });
        }
        return groups;
    }

    private List<Notice> valuesThatAreThere() {
        List<Notice> notices = new ArrayList<>();
        groups(true).forEach((kind, group) -> notices.add(new Notice(
                Notice.FAILS,
                "%s %s %s, which %s cannot hold, and will fail: %s; correct them in the source, or %s".formatted(
                        TroubleWords.count(group.columns.size(), "table"),
                        group.columns.size() == 1 ? "holds" : "hold",
                        TroubleWords.values(kind.trouble, kind.days),
                        String.join(" and ", group.targets),
                        group.names(),
                        TroubleWords.remedy(kind.trouble, group.inKey)),
                group.columns.size(),
                group.count())));
        return notices;
    }

    /// Of the page: others have not been asked for.
    private List<Notice> otherProblems() {
        List<String> names = page.stream().filter(this::hasOtherProblems).map(table -> table.source().toString()).toList();
        return names.isEmpty()
                ? List.of()
                : List.of(new Notice(
                        Notice.FAILS,
                        "%s of this page will fail: %s; the problems stand with each of them".formatted(TroubleWords.count(names.size(), "table"), TroubleWords.list(names)),
                        names.size(),
                        0));
    }

    private boolean hasOtherProblems(TablePreview table) {
        Seen seen = look.of(table.source());
        return table.hasProblems() && (seen == null || seen.refused().keySet().stream().allMatch(target -> seen.found(target).isEmpty()));
    }

    private List<Notice> notSeen() {
        List<String> names = look.all().stream().filter(seen -> !seen.isComplete()).map(seen -> seen.plan().source().toString()).toList();
        return names.isEmpty()
                ? List.of()
                : List.of(new Notice(
                        Notice.UNKNOWN,
                        "The look at the rows of %s did not come to an end in its time: %s; they may hold values that make them fail"
                                .formatted(TroubleWords.count(names.size(), "table"), TroubleWords.list(names)),
                        names.size(),
                        0));
    }

    private List<Notice> valuesThatMayCome() {
        List<Notice> notices = new ArrayList<>();
        groups(false).forEach((kind, group) -> notices.add(new Notice(
                Notice.POSSIBLE,
                "%s of %s can have %s, which %s cannot hold; there are none now. What becomes of such values is told by policy.values, \"%s\"".formatted(
                        TroubleWords.count(group.count(), "column"),
                        TroubleWords.count(group.columns.size(), "table"),
                        TroubleWords.values(kind.trouble, kind.days),
                        String.join(" and ", group.targets),
                        Remedy.word(kind.trouble)),
                group.columns.size(),
                group.count())));
        return notices;
    }

    /// Columns whose types have something about them for which there is no policy, such as a number inside a JSON document.
    private List<Notice> typesThatMayNotDo() {
        Map<DatabaseKind, Map<String, List<String>>> columns = new LinkedHashMap<>();
        for (Seen seen : look.all()) {
            seen.refused().forEach((target, refused) -> {
                List<String> others = withoutPolicy(seen, target);
                if (!others.isEmpty()) {
                    columns.computeIfAbsent(target, _ -> new LinkedHashMap<>()).put(seen.plan().source().toString(), others);
                }
            });
        }
        return columns.entrySet().stream()
                .map(entry -> new Notice(
                        Notice.POSSIBLE,
                        "%s of %s can have values that %s cannot hold and for which there is no policy: %s; a table with such a value fails and is left as it was"
                                .formatted(
                                        TroubleWords.count(entry.getValue().values().stream().mapToInt(List::size).sum(), "column"),
                                        TroubleWords.count(entry.getValue().size(), "table"),
                                        Dialects.of(entry.getKey()).descriptor().title(),
                                        TroubleWords.list(entry.getValue().entrySet().stream()
                                                .map(table -> "%s (%s)".formatted(table.getKey(), TroubleWords.list(table.getValue())))
                                                .toList())),
                        entry.getValue().size(),
                        entry.getValue().values().stream().mapToInt(List::size).sum()))
                .toList();
    }

    private List<String> withoutPolicy(Seen seen, DatabaseKind target) {
        TableShape loaded = TableRules.loaded(seen.plan(), suspicions.asLoaded(seen.shape()));
        return loaded.columns().stream()
                .filter(column -> Dialects.of(target).target().fit(loaded, column) == Fit.NEEDS_POLICY && !suspicions.isAboutValues(target, seen.shape(), column))
                .map(column -> '"' + column.name() + '"')
                .collect(Collectors.toList());
    }
}
