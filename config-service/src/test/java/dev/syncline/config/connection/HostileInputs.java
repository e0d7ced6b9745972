package dev.syncline.config.connection;

import java.util.List;

/// Shapes that have got options, files, other drivers or other servers into connections of comparable products.
final class HostileInputs {

    static final List<String> HOSTS = List.of(
            "",
            " ",
            "db example",
            "db\texample",
            "db\nexample",
            "db\0example",
            "(host=db,port=3306,allowLoadLocalInfile=true)",
            "address=(host=db)(port=3306)(allowLoadLocalInfile=true)",
            "address=(host=db)(allowLoadLocalInfile=true)#",
            "(host=db,allowMultiQueries=true)#",
            "db?allowLoadLocalInfile=true",
            "db/mysql?allowLoadLocalInfile=true#",
            "db#",
            "db;x=y",
            "db,other",
            "db:3306",
            "[::1]",
            "[db]",
            "root:pw@db",
            "user@db",
            "db%2Fx",
            "%64b",
            "db&socketFactory=x",
            "jdbc:h2:mem:x;INIT=RUNSCRIPT",
            "jdbc:postgresql://db/x?socketFactory=y",
            "//db",
            "../../etc/passwd",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "1.2.3.4.5",
            "256.1.1.1",
            "::1%lo",
            "fe80::1%eth0",
            "1:2:3",
            ":::",
            "-db",
            "db-",
            "db..example",
            "db.example.",
            ".db",
            "dáb",
            "ｄｂ",
            "db\u202Eexample",
            "x".repeat(64),
            "x.".repeat(127) + "x");

    static final List<String> OPTION_NAMES = List.of(
            "allowLoadLocalInfile",
            "allowUrlInLocalInfile",
            "allowMultiQueries",
            "AllowLoadLocalInfile",
            " tls",
            "tls ",
            "TLS",
            "tls&allowLoadLocalInfile",
            "tls%26allowLoadLocalInfile",
            "",
            "autoDeserialize",
            "queryInterceptors",
            "socketFactory",
            "socketFactoryArg",
            "sslfactory",
            "options",
            "sessionVariables",
            "createDatabaseIfNotExist",
            "propertiesTransform",
            "connectExecutor",
            "loggerFile",
            "preferQueryMode");

    static final List<String> OPTION_VALUES =
            List.of("", "PREFER", " prefer", "prefer ", "prefer&allowLoadLocalInfile=true", "prefer\nx", "true", "-c session_replication_role=replica");

    static final List<Integer> PORTS = List.of(0, -1, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE);

    private HostileInputs() {}
}
