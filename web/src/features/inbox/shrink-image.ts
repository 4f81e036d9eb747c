// Makes a picture fit WhatsApp's limit, in the browser: fewer pixels first, then a little less quality. What the camera wrote beside the pixels
// (place, device) is gone afterwards.

const SIDES = [4096, 3072, 2560, 2048, 1600, 1280];
const QUALITIES = [0.88, 0.78];

/** The picture as a JPEG of at most `most` bytes, or nothing when this browser cannot read it. */
export async function shrinkImage(file: File, most: number): Promise<File | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!picture) return null;
  try {
    for (const side of sidesFor(Math.max(picture.width, picture.height)))
      for (const quality of QUALITIES) {
        const blob = await draw(picture, side, quality);
        if (blob && blob.size <= most) return new File([blob], jpegName(file.name), { type: 'image/jpeg' });
      }
    return null;
  } finally {
    picture.close();
  }
}

/** Never larger than it was: the first try keeps every pixel. */
export function sidesFor(longest: number): number[] {
  return [Math.min(longest, SIDES[0] ?? longest), ...SIDES.filter((side) => side < longest && side !== SIDES[0])];
}

export function jpegName(name: string): string {
  return `${name.replace(/\.[^.]{1,5}$/, '') || 'photo'}.jpg`;
}

async function draw(picture: ImageBitmap, side: number, quality: number): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return null;
  // JPEG knows no see-through.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality });
}
