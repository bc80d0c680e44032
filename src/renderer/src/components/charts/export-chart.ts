/** @file A chart as a file of its own: styles written into the SVG, always in the light scheme on white, because it goes onto paper. */

const copiedProperties = ['fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'shape-rendering'] as const;
type CopiedStyle = Record<(typeof copiedProperties)[number], string>;
const marginPx = 16;
const titleHeightPx = 28;

export function chartSvg(chart: SVGSVGElement, title: string): string {
  const stage = document.createElement('div');
  stage.setAttribute('data-color-scheme', 'light');
  stage.style.cssText = 'position:absolute;left:-10000px;color-scheme:light';
  const copy = chart.cloneNode(true) as SVGSVGElement;
  copy.querySelector('.recharts-tooltip-cursor')?.remove();
  stage.append(copy);
  document.body.append(stage);
  try {
    writeStyles(copy);
  } finally {
    stage.remove();
  }
  const width = chart.width.baseVal.value + 2 * marginPx;
  const height = chart.height.baseVal.value + 2 * marginPx + titleHeightPx;
  const inner = new XMLSerializer().serializeToString(copy).replace('<svg', `<svg x="${marginPx}" y="${marginPx + titleHeightPx}"`);
  const heading = `<text x="${marginPx}" y="${marginPx + 14}" font-size="15" font-weight="600" fill="#1b1d1f">${escapeXml(title)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, Helvetica, Arial, sans-serif"><rect width="100%" height="100%" fill="#ffffff"/>${heading}${inner}</svg>`;
}

/** Drawn at twice the size, for sharp print. */
export async function chartPng(chart: SVGSVGElement, title: string): Promise<Blob> {
  const svg = chartSvg(chart, title);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture could not be drawn.')) : resolve(blob)), 'image/png');
  });
}

/** As attributes, which every drawing program reads; only where they differ from what is inherited, so that the file stays small and can be edited by hand. */
function writeStyles(root: SVGSVGElement): void {
  const elements: Element[] = [root, ...root.querySelectorAll('*')];
  // Computed styles are live: all are read before the first is changed.
  const styles = new Map(elements.map((element) => [element, readStyle(element)]));
  for (const [element, style] of styles) {
    for (const name of ['style', 'class', 'tabindex']) element.removeAttribute(name);
    const inherited = styles.get(element.parentElement ?? element);
    for (const property of copiedProperties) {
      const isGiven = element !== root && (property === 'opacity' ? style[property] === '1' : style[property] === inherited?.[property]);
      if (isGiven) element.removeAttribute(property);
      else element.setAttribute(property, style[property]);
    }
  }
}

function readStyle(element: Element): CopiedStyle {
  const computed = getComputedStyle(element);
  return Object.fromEntries(copiedProperties.map((property) => [property, computed.getPropertyValue(property)])) as CopiedStyle;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
