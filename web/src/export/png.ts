import type { Svg } from './figure-svg.ts';

/** Canvases of more than this are refused by some browser. */
const longestSide = 16384;
const mostPixels = 100_000_000;

export function fits({ width, height }: Svg, scale: number): boolean {
  return Math.max(width, height) * scale <= longestSide && width * height * scale * scale <= mostPixels;
}

/** The drawing as pixels, so many for each of the page's. */
export async function pngOf(svg: Svg, scale: number): Promise<Blob> {
  const image = new Image();
  // The policy lets pictures in as data only.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = svg.width * scale;
  canvas.height = svg.height * scale;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('the canvas gives no picture');
  return blob;
}
