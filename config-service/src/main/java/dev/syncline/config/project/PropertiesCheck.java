package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.check.Texts;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.dialect.Descriptor.TableProperty;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import org.jspecify.annotations.Nullable;

/// Turns described table creation properties into checked ones (S45 to S48): the names and types are those of the target's descriptor, the rest is
/// the dialect's own judgement.
final class PropertiesCheck {

    private static final int LONGEST_TEXT = 4_000;
    private static final int MOST_VALUES = 64;

    private PropertiesCheck() {}

    /// @param request by kind of target; a value is a text, a number or a list of texts
    static Map<String, TableProperties> properties(
            String field, @Nullable Map<String, @Nullable Map<String, @Nullable Object>> request, List<String> keyFields, Findings findings) {
        Map<String, TableProperties> checked = new TreeMap<>();
        if (request == null) {
            return checked;
        }
        List<Dialect> offering = Dialects.all().stream().filter(dialect -> !dialect.descriptor().tableProperties().isEmpty()).toList();
        request.forEach((kind, described) -> {
            Optional<Dialect> dialect = offering.stream().filter(one -> one.kind().id().equals(kind)).findFirst();
            if (dialect.isEmpty()) {
                findings.add(field, Flaw.of(FindingCode.NOT_ONE_OF, "are for a kind that is none of %s, the targets whose tables have creation properties"
                        .formatted(offering.stream().map(one -> one.kind().id()).toList())).with("allowed", offering.stream().map(one -> one.kind().id()).collect(Collectors.joining(", "))));
            } else if (described != null && !described.isEmpty()) {
                String own = field + '.' + kind;
                Findings found = new Findings("The properties");
                TableProperties properties = read(own, dialect.get(), described, found);
                if (found.isEmpty()) {
                    dialect.get().target().flaws(properties, keyFields).forEach(flaw -> findings.add(own + ':', Flaw.of(FindingCode.UNUSABLE_PROPERTY, flaw)));
                    checked.put(kind, properties);
                }
                findings.addAll(found);
            }
        });
        return checked;
    }

    private static TableProperties read(String field, Dialect dialect, Map<String, @Nullable Object> described, Findings findings) {
        List<TableProperty> known = dialect.descriptor().tableProperties();
        Map<String, List<String>> values = new LinkedHashMap<>();
        described.forEach((name, value) -> {
            Optional<TableProperty> property = known.stream().filter(one -> one.name().equals(name)).findFirst();
            if (property.isEmpty()) {
                findings.add(field, Flaw.of(FindingCode.NOT_ONE_OF, "has a property that is none of %s".formatted(known.stream().map(TableProperty::name).toList())).with("allowed", known.stream().map(TableProperty::name).collect(Collectors.joining(", "))));
            } else if (value != null) {
                String own = field + '.' + name;
                List<String> texts = texts(own, value, findings);
                texts.forEach(text -> findings.add(own, flawOf(property.get(), text)));
                if (!takesMany(property.get()) && texts.size() > 1) {
                    findings.add(own, Flaw.of(FindingCode.TOO_MANY, "has %d values; it takes one".formatted(texts.size())).with("most", 1));
                }
                values.put(name, texts);
            }
        });
        return new TableProperties(values);
    }

    private static List<String> texts(String field, Object value, Findings findings) {
        List<String> texts = new ArrayList<>();
        List<?> all = value instanceof List<?> list ? list : List.of(value);
        if (all.size() > MOST_VALUES) {
            findings.add(field, Flaw.of(FindingCode.TOO_MANY, "has more than %d values".formatted(MOST_VALUES)).with("most", MOST_VALUES));
            return texts;
        }
        for (Object one : all) {
            switch (one) {
                case String text -> texts.add(text);
                case Integer number -> texts.add(number.toString());
                case Long number -> texts.add(number.toString());
                case null, default -> findings.add(field, Flaw.of(FindingCode.WRONG_FORM, "is not a text, a whole number or a list of texts"));
            }
        }
        return texts;
    }

    private static boolean takesMany(TableProperty property) {
        return switch (property.type()) {
            case COLUMNS, SETTINGS -> true;
            case WORD, NUMBER, EXPRESSION, NAME, CLAUSE -> false;
        };
    }

    private static @Nullable Flaw flawOf(TableProperty property, String text) {
        return switch (property.type()) {
            case WORD -> property.words().contains(text)
                    ? null
                    : Flaw.of(FindingCode.NOT_ONE_OF, "is none of " + property.words()).with("allowed", String.join(", ", property.words()));
            case NUMBER -> text.matches("\\d{1,18}") ? null : Flaw.of(FindingCode.WRONG_FORM, "is not a whole number");
            case COLUMNS, NAME -> Texts.flawOfName(text, PolicyCheck.LONGEST_NAME);
            case EXPRESSION, SETTINGS, CLAUSE -> text.isBlank() ? Flaw.of(FindingCode.EMPTY, "is empty") : Texts.flawOfText(text, LONGEST_TEXT);
        };
    }
}
