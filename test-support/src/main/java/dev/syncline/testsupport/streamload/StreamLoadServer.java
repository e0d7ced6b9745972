package dev.syncline.testsupport.streamload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.MySqlServer;

/// An Apache Doris or a StarRocks of one front end and one back end, as a client sees it.
///
/// Its rows are in a real MySQL, in tables of the same database and name, so a test can also read them there. Its catalogue
/// is in memory: tables that were not created through the door do not exist for it.
public final class StreamLoadServer implements DatabaseServer {

    private static final int POLLS = 2;

    private final Product product;
    private final MySqlServer behind;
    private final EmulatedCatalog catalog;
    private final Labels labels;
    private final Faults faults = new Faults();
    private final Listener door = new Listener();
    private final Listener frontEnd = new Listener();
    private final Listener backEnd = new Listener();

    private StreamLoadServer(Product product, MySqlServer behind) {
        this.product = product;
        this.behind = behind;
        this.catalog = new EmulatedCatalog(product, behind);
        this.labels = new Labels(product);
    }

    public static StreamLoadServer start(Product product, MySqlServer behind) {
        StreamLoadServer server = new StreamLoadServer(product, behind);
        server.listen();
        return server;
    }

    private void listen() {
        Logins logins = new Logins(behind);
        Statements statements = new Statements(product, catalog, labels, backEnd.port());
        FrontEnd front = new FrontEnd(product, catalog, labels, logins, faults, backEnd.port());
        EmulatedBackEnd back = new EmulatedBackEnd(product, catalog, labels, logins, faults, new RowWriter(behind, catalog), backEnd.port());
        door.start(product + "-door", connection -> SqlProxy.serve(product, statements, connection, behind.port()));
        frontEnd.start(product + "-front-end", front::serve);
        backEnd.start(product + "-back-end", back::serve);
    }

    public Product product() {
        return product;
    }

    /// The front end's MySQL port.
    @Override
    public int port() {
        return door.port();
    }

    /// The front end's HTTP port.
    public int httpPort() {
        return frontEnd.port();
    }

    public int backEndPort() {
        return backEnd.port();
    }

    /// The server with the rows.
    public MySqlServer behind() {
        return behind;
    }

    /// Makes the next load suffer; faults happen in the order in which they were asked for, each once.
    public void nextLoad(Fault fault) {
        nextLoad(fault, POLLS);
    }

    /// @param polls how often `get_load_state` is asked before the fault is over, where it has an end
    public void nextLoad(Fault fault, int polls) {
        faults.add(new Faults.Due(fault, polls, null));
    }

    /// Makes the next load of one table suffer, whatever goes into other tables meanwhile.
    public void nextLoadOf(String database, String table, Fault fault, int polls) {
        faults.add(new Faults.Due(fault, polls, new EmulatedTableName(database, table)));
    }

    /// Forgets the faults that have not happened yet, and releases loads that hang.
    public void clearFaults() {
        faults.clear();
    }

    /// Lets loads go on that {@link Fault#HANG} holds.
    public void release() {
        faults.release();
    }

    /// Makes the next ADD COLUMN or MODIFY COLUMN take so many questions of SHOW ALTER TABLE COLUMN; else they take 0 and 1.
    public void nextSchemaChange(int polls) {
        catalog.nextSchemaChange(polls, null);
    }

    /// Makes the next ADD COLUMN or MODIFY COLUMN end as CANCELLED after so many questions.
    public void nextSchemaChangeFails(int polls, String message) {
        catalog.nextSchemaChange(polls, message);
    }

    /// With 0, no back end is alive: nothing can be created or loaded, and Doris does not even answer a SELECT.
    public void backEndsAlive(int alive) {
        catalog.backEndsAlive(alive);
    }

    /// Whether users may see the front ends; without `ADMIN_PRIV` in Doris or `OPERATE` in StarRocks they may not.
    public void frontEndsShown(boolean shown) {
        catalog.frontEndsShown(shown);
    }

    /// Lets the planner give up so many statements on rows, as one of StarRocks does that has no time.
    public void nextPlansTakeTooLong(int statements) {
        catalog.nextPlansTakeTooLong(statements);
    }

    /// Whether users may see the back ends; without `OPERATE` or `NODE` in StarRocks or `ADMIN_PRIV` in Doris they may not.
    public void backEndsShown(boolean shown) {
        catalog.backEndsShown(shown);
    }

    /// Takes a name for a view that no user may see, or gives it free again.
    public void hiddenView(String database, String name, boolean there) {
        catalog.hiddenView(new EmulatedTableName(database, name), there);
    }

    /// All loads in the order in which they began, with the state each has now.
    public List<Load> loads() {
        return labels.all();
    }

    /// The loads of one database.
    public List<Load> loads(String database) {
        return labels.all().stream().filter(load -> load.database().equals(database)).toList();
    }

    /// The labels of a database, each with the state of its latest load.
    public Map<String, EmulatedLoadState> labels(String database) {
        Map<String, EmulatedLoadState> states = new LinkedHashMap<>();
        loads(database).forEach(load -> states.put(load.label(), load.state()));
        return states;
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED&enableEscapeProcessing=false&processEscapeCodesForPrepStmts=false".formatted(port(), database);
    }

    @Override
    public String user() {
        return behind.user();
    }

    @Override
    public String password() {
        return behind.password();
    }

    @Override
    public void createDatabase(String name) {
        behind.createDatabase(name);
    }

    @Override
    public void dropDatabase(String name) {
        catalog.removeDatabase(name);
        behind.dropDatabase(name);
    }

    @Override
    public Process process() {
        return behind.process();
    }

    @Override
    public void kill() {
        throw new UnsupportedOperationException("The emulator is part of the test's own process");
    }

    @Override
    public void restart() {
        throw new UnsupportedOperationException("The emulator is part of the test's own process");
    }

    @Override
    public void close() {
        faults.clear();
        door.close();
        frontEnd.close();
        backEnd.close();
    }
}
