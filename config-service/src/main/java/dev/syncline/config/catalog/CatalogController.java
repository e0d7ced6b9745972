package dev.syncline.config.catalog;

import dev.syncline.config.catalog.Catalog.PageRequest;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Catalogue")
@RestController
@RequestMapping("/api/v1/catalogs/{connectionId}")
class CatalogController {

    private final Catalog catalog;

    CatalogController(Catalog catalog) {
        this.catalog = catalog;
    }

    @Operation(summary = "The schemas (in MySQL: databases) that hold tables of users")
    @GetMapping("/schemas")
    Page<SchemaView> schemas(
            @PathVariable long connectionId,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "200") int limit) {
        return catalog.schemas(connectionId, new PageRequest(q, Page.decode(cursor), Cursors.limit(limit)));
    }

    @Operation(summary = "The tables and views of a schema, with estimates of their size")
    @GetMapping("/schemas/{schema}/tables")
    Page<CatalogTable> tables(
            @PathVariable long connectionId,
            @PathVariable String schema,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "false") boolean fresh,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "200") int limit) {
        return catalog.tables(connectionId, schema, fresh, new PageRequest(q, Page.decode(cursor), Cursors.limit(limit)));
    }

    @Operation(summary = "A table's columns and primary key, and whether it can be copied")
    @GetMapping("/schemas/{schema}/tables/{table}")
    TableDetail table(@PathVariable long connectionId, @PathVariable String schema, @PathVariable String table) {
        return catalog.table(connectionId, schema, table);
    }

    // Names may contain what no path can carry: servers refuse '/', '%', ';' and '\\' in it even when they are encoded.
    @Operation(summary = "As /schemas/{schema}/tables, for a schema of any name")
    @GetMapping("/tables")
    Page<CatalogTable> tablesOf(
            @PathVariable long connectionId,
            @RequestParam String schema,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "false") boolean fresh,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "200") int limit) {
        return tables(connectionId, schema, q, fresh, cursor, limit);
    }

    @Operation(summary = "As /schemas/{schema}/tables/{table}, for names of any kind")
    @GetMapping("/table")
    TableDetail tableOf(@PathVariable long connectionId, @RequestParam String schema, @RequestParam String table) {
        return table(connectionId, schema, table);
    }
}
