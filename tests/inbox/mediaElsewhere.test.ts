import { describe, expect, it } from "vitest";
import { mediaElsewhere } from "../../workers/inbox/mediaElsewhere.ts";

describe("a file that is named by its address", () => {
  const cases: [address: string, name: string, kind: string, mediaType: string | null][] = [
    ["https://cdn.example/foto.JPG?size=large", "foto.JPG", "image", "image/jpeg"],
    ["https://cdn.example/a/b/listino%20prezzi.pdf", "listino prezzi.pdf", "document", "application/pdf"],
    ["https://cdn.example/voce.ogg", "voce.ogg", "audio", "audio/ogg"],
    ["https://cdn.example/video.mp4#t=3", "video.mp4", "video", "video/mp4"],
    ["https://cdn.example/biglietto.vcf", "biglietto.vcf", "contact", "text/vcard"],
    ["https://cdn.example/archivio.zip", "archivio.zip", "document", null],
    ["https://cdn.example/", "file", "document", null],
    ["https://cdn.example/%E0%A4%A", "%E0%A4%A", "document", null],
  ];
  it.each(cases)("%s", (address, name, kind, mediaType) => {
    const told = { id: "med_1", state: "ready", name, kind, mediaType, bytes: null, elsewhere: address };
    expect(mediaElsewhere("med_1", address)).toMatchObject(told);
  });
});
