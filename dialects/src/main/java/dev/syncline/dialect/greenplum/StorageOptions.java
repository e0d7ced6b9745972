package dev.syncline.dialect.greenplum;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The storage options of a table, `WITH (…)`: names and values of a list.
final class StorageOptions {

    private static final Pattern FORM = Pattern.compile("\\s*([a-z]{1,20})\\s*=\\s*(?:'([a-z0-9_]{1,20})'|([a-z0-9_]{1,20}))\\s*");
    private static final String APPEND_OPTIMISED = "appendoptimized";
    private static final Set<String> BOOLEANS = Set.of("true", "false");
    private static final Map<String, Set<String>> WORDS = Map.of(
            APPEND_OPTIMISED, BOOLEANS,
            "orientation", Set.of("row", "column"),
            "compresstype", Set.of("none", "zlib", "zstd", "quicklz", "rle_type"),
            "checksum", BOOLEANS);
    private static final int BLOCK = 8192;
    private static final int LARGEST_BLOCK = 2 << 20;

    /// What can be set, for help texts.
    static final List<String> NAMES = List.of(APPEND_OPTIMISED, "orientation", "compresstype", "compresslevel", "blocksize", "checksum", "fillfactor");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> flaws = new ArrayList<>();

    StorageOptions(List<String> settings) {
        settings.forEach(this::add);
        if (flaws.isEmpty()) {
            checkTogether();
        }
    }

    private void add(String setting) {
        Matcher form = FORM.matcher(setting);
        if (!form.matches()) {
            flaws.add("storage has a setting that is not of the form name = value");
            return;
        }
        String name = form.group(1);
        String value = form.group(2) == null ? form.group(3) : form.group(2);
        if (!NAMES.contains(name)) {
            flaws.add("storage has %s, which is none of %s".formatted(name, NAMES));
        } else if (!isPossible(name, value)) {
            flaws.add("storage has a value of %s that %s".formatted(name, WORDS.containsKey(name) ? "is none of " + WORDS.get(name).stream().sorted().toList() : "is out of range"));
        } else if (values.put(name, value) != null) {
            flaws.add("storage has %s twice".formatted(name));
        }
    }

    private static boolean isPossible(String name, String value) {
        if (WORDS.containsKey(name)) {
            return WORDS.get(name).contains(value);
        }
        if (!value.matches("\\d{1,7}")) {
            return false;
        }
        int number = Integer.parseInt(value);
        return switch (name) {
            case "compresslevel" -> number <= 19;
            case "blocksize" -> number >= BLOCK && number <= LARGEST_BLOCK && number % BLOCK == 0;
            default -> number >= 10 && number <= 100;
        };
    }

    private void checkTogether() {
        List<String> others = values.keySet().stream().filter(name -> !name.equals(APPEND_OPTIMISED) && !name.equals("fillfactor")).toList();
        if (!isAppendOptimised() && !others.isEmpty()) {
            flaws.add("storage has %s, which only append-optimised tables have; set appendoptimized = true too".formatted(others));
        }
        if (isAppendOptimised() && values.containsKey("fillfactor")) {
            flaws.add("storage has fillfactor, which append-optimised tables do not have");
        }
        String compression = values.getOrDefault("compresstype", "zlib");
        if (compression.equals("rle_type") && !"column".equals(values.get("orientation"))) {
            flaws.add("storage has compresstype rle_type, which needs orientation = column");
        }
        int level = Integer.parseInt(values.getOrDefault("compresslevel", "1"));
        int highest = switch (compression) {
            case "zstd" -> 19;
            case "zlib" -> 9;
            case "rle_type" -> 4;
            case "quicklz" -> 1;
            default -> 0;
        };
        if (values.containsKey("compresslevel") && level == 0 && highest > 0) {
            flaws.add("storage has compresslevel 0, which is compresstype none; choose that, or a level from 1 on");
        }
        if (values.containsKey("compresslevel") && level > highest) {
            flaws.add("storage has a compresslevel that compresstype %s does not have; its highest is %d".formatted(compression, highest));
        }
    }

    List<String> flaws() {
        return List.copyOf(flaws);
    }

    boolean isAppendOptimised() {
        return "true".equals(values.get(APPEND_OPTIMISED));
    }

    /// Empty where the server chooses, or where nothing is compressed.
    Optional<String> compression() {
        return Optional.ofNullable(values.get("compresstype")).filter(name -> !name.equals("none"));
    }

    /// The clause with a line break before it; empty where nothing is set.
    String sql() {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream().map(each -> each.getKey() + '=' + each.getValue()).collect(Collectors.joining(", ", "\nWITH (", ")"));
    }
}
