const IMAGES = /^image\/(png|jpeg|gif|webp)$/;
const TEXTS = /^(text\/|application\/(json|xml|javascript|yaml|toml|x-sh))/;
const TEXT_NAMES = /\.(md|txt|csv|tsv|log|json5?|ya?ml|toml|ini|xml|html?|css|m?[jt]sx?|java|kt|py|rb|rs|go|c|h|cpp|hpp|cs|sh|sql|properties|gradle|diff|patch)$/i;

/** A file as an attachment of `chat.send`, or a sentence why not: {attachment} or {refusal}. */
export async function readFile(file, limits) {
  if (!limits) return { refusal: `This gateway takes no files in chat, so “${file.name}” was not attached. Paste its text, or tell the assistant its path.` };
  const image = IMAGES.test(file.type);
  if (!image && !TEXTS.test(file.type) && !TEXT_NAMES.test(file.name)) {
    return { refusal: `“${file.name}” is neither an image nor text. Put it in the assistant's workspace and tell it the path.` };
  }
  const most = (image ? limits.maxImageBytes : limits.maxBytes) ?? limits.maxBytes;
  if (file.size > most) return { refusal: `“${file.name}” has ${size(file.size)}; this gateway takes at most ${size(most)}.` };
  const content = base64(new Uint8Array(await file.arrayBuffer()));
  return { attachment: { type: image ? 'image' : 'file', mimeType: file.type || 'text/plain', fileName: file.name, content } };
}

function base64(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(''));
}

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
