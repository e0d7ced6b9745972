package dev.syncline.testsupport.streamload;

import java.util.regex.Pattern;

/// The two products: what they call themselves and how they say no.
public enum Product {

    DORIS("5.7.99", "Doris version doris-3.0.6", 1105, "HY000", 65_533, Pattern.compile("[-_A-Za-z0-9:\\p{L}]{1,128}")),
    // Of a real front end of 4.1 (seen): the comment has no name in it.
    STARROCKS("8.0.33", "4.1.0-711c6c2", 1064, "HY000", 1_048_576, Pattern.compile("[-\\w]{1,128}"));

    final String protocolVersion;
    final String versionComment;
    final int errorCode;
    final String sqlState;
    final int longestVarchar;
    final Pattern label;

    Product(String protocolVersion, String versionComment, int errorCode, String sqlState, int longestVarchar, Pattern label) {
        this.protocolVersion = protocolVersion;
        this.versionComment = versionComment;
        this.errorCode = errorCode;
        this.sqlState = sqlState;
        this.longestVarchar = longestVarchar;
        this.label = label;
    }

    String version() {
        return versionComment.replaceFirst("^Doris version doris-", "");
    }

    String inWords(Refusal refusal) {
        return switch (this) {
            case DORIS -> "errCode = 2, detailMessage = " + refusal.getMessage();
            case STARROCKS -> switch (refusal.kind()) {
                case SYNTAX -> "Getting syntax error at line 1, column 1. Detail message: " + refusal.getMessage() + ".";
                case MEANING -> "Getting analyzing error. Detail message: " + refusal.getMessage() + ".";
                case EXECUTION -> String.valueOf(refusal.getMessage());
            };
        };
    }
}
