import Contact from "lucide-solid/icons/contact-round";
import FileText from "lucide-solid/icons/file-text";
import Image from "lucide-solid/icons/image";
import Mic from "lucide-solid/icons/mic";
import Sticker from "lucide-solid/icons/sticker";
import Video from "lucide-solid/icons/video";
import type { Component } from "solid-js";
import type { MediaKind } from "../../../../../schema/contract/media.ts";

export const mediaIcons: Record<MediaKind, Component<{ size: number }>> = {
  image: Image,
  audio: Mic,
  video: Video,
  document: FileText,
  sticker: Sticker,
  contact: Contact,
};
