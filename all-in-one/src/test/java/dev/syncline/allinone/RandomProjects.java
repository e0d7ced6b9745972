package dev.syncline.allinone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Configurations of any kind for the tables `shop.orders` and `shop.customers`.
final class RandomProjects {

    private RandomProjects() {}

    static Map<String, Object> request(Random random, String name, long source, long target) {
        Map<String, Object> request = new HashMap<>();
        request.put("name", name);
        request.put("sourceConnectionId", source);
        request.put("targetConnectionIds", List.of(target));
        request.put("schemaNaming", one(random, List.of(Map.of("mode", "original"), Map.of("mode", "prefix", "prefix", "a: #b_"), Map.of("mode", "fixed", "name", "yes"), Map.of("mode", "fixed", "name", "0x10"))));
        request.put("tableNaming", one(random, List.of(Map.of("mode", "original"), Map.of("mode", "schema-infix", "infix", "1e3"), Map.of("mode", "schema-infix", "infix", "~"))));
        List<Map<String, String>> tables = new ArrayList<>(List.of(table("orders")));
        if (random.nextBoolean()) {
            tables.add(random.nextInt(2), table("customers"));
        }
        request.put("tables", tables);
        boolean patterns = random.nextBoolean();
        if (patterns) {
            request.put("tables", one(random, List.of(tables, List.of())));
            request.put("selection", selection(random));
            request.put("patternPolicies", patternPolicies(random));
        }
        if (random.nextBoolean()) {
            request.put("policy", policy(random));
        }
        if (random.nextBoolean()) {
            request.put("schemas", List.of(Map.of("schema", "shop", "newTables", one(random, List.of("inherit", "ignore", "include"))), Map.of("schema", "null", "newTables", "ignore")));
        }
        List<Map<String, Object>> policies = new ArrayList<>();
        if (random.nextBoolean()) {
            policies.add(orders(random));
        }
        if (!patterns && tables.size() > 1 && random.nextInt(3) == 0) {
            policies.add(new HashMap<>(Map.of("table", table("customers"))));
        }
        request.put("tablePolicies", policies);
        request.put("comment", "nobody compares it");
        return request;
    }

    private static List<Map<String, String>> selection(Random random) {
        List<Map<String, String>> rules = new ArrayList<>(List.of(one(random, List.of(Map.of("schema", "shop"), Map.of("pattern", "shop.*"), Map.of("pattern", "shop.*o*")))));
        if (random.nextBoolean()) {
            rules.add(random.nextInt(2), Map.of("pattern", one(random, List.of("!shop.tmp_*", "!shop.audit", "!my\\.schema.a: #*", "!shop.  *"))));
        }
        if (random.nextBoolean()) {
            rules.add(Map.of("pattern", "shop.orders"));
        }
        return rules;
    }

    private static List<Map<String, Object>> patternPolicies(Random random) {
        List<Map<String, Object>> policies = new ArrayList<>();
        if (random.nextBoolean()) {
            policies.add(Map.of("pattern", "*.*", "extraction", Map.of("mode", "incremental", "key", List.of("id"), "lookBack", "5")));
        }
        if (random.nextBoolean()) {
            policies.add(random.nextInt(policies.size() + 1), Map.of("pattern", one(random, List.of("shop.*", "shop.*o*", "*.orders")), "keyFields", List.of("id")));
        }
        return policies;
    }

    private static Map<String, Object> policy(Random random) {
        Map<String, Object> policy = new HashMap<>();
        policy.put("fullMode", one(random, List.of("delete-and-create", "drop-first", "retain-and-clear")));
        policy.put("fieldChanges", one(random, List.of("full-extraction", "ignore")));
        policy.put("ignoreNewTables", random.nextBoolean());
        policy.put("addSyncTime", random.nextBoolean());
        if (random.nextBoolean()) {
            policy.put("pageSize", random.nextInt(3) * 1000);
        }
        if (random.nextBoolean()) {
            policy.put("values", Map.of("not-a-number", one(random, List.of("null", "text", "clamp", "fail")), "nul-character", "null"));
        }
        return policy;
    }

    private static Map<String, Object> orders(Random random) {
        Map<String, Object> policy = new HashMap<>(Map.of("table", table("orders")));
        boolean keyless = random.nextInt(4) == 0;
        switch (random.nextInt(3)) {
            case 0 -> policy.put("extraction", Map.of("mode", "full"));
            case 1 -> policy.put("extraction", keyless ? Map.of("mode", "incremental", "key", List.of("id")) : Map.of("mode", "incremental", "key", List.of("id"), "lookBack", "10"));
            default -> policy.put("extraction", keyless ? Map.of("mode", "incremental", "key", List.of("changed_at", "id")) : Map.of("mode", "incremental", "key", List.of("changed_at"), "lookBack", "PT90M"));
        }
        if (keyless) {
            policy.put("keyFields", List.of());
        } else if (random.nextBoolean()) {
            policy.put("keyFields", List.of("id"));
        }
        return policy;
    }

    private static Map<String, String> table(String name) {
        return Map.of("schema", "shop", "table", name);
    }

    private static <T> T one(Random random, List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
