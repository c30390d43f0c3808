package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.report.ReportJson;
import java.util.List;

/** What a published {@code series} table holds, and what became of every row of the archive. */
public record SeriesManifest(
    List<String> features,
    boolean sequences,
    boolean labelled,
    int halo,
    ReportJson.Archive archive,
    String quarantine) {

  public ObjectNode json() {
    ObjectNode node = Json.object();
    node.set("features", Json.texts(features));
    node.put("sequences", sequences).put("labelled", labelled).put("halo", halo);
    node.set("archive", ReportJson.archive(archive));
    return node.put("quarantine", quarantine);
  }

  public static SeriesManifest of(Fields node) {
    Fields archive = node.object("archive");
    SeriesManifest manifest =
        new SeriesManifest(
            node.texts("features"),
            node.flag("sequences"),
            node.flag("labelled"),
            node.integer("halo"),
            new ReportJson.Archive(
                archive.longInteger("rowsRead"),
                archive.longInteger("rowsKept"),
                archive.longInteger("rowsQuarantined"),
                archive.longs("quarantinedByReason"),
                archive.longInteger("series"),
                archive.longInteger("points"),
                archive.longInteger("sequences")),
            node.text("quarantine"));
    archive.end();
    node.end();
    return manifest;
  }
}
